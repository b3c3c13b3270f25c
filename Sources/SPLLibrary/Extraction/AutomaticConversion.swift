import Diagnostics
import EventModel
import QueryPlan

/// `convert` with `auto`: a field is converted when all of its values can be.
///
/// Source: Splunk Search Reference, `convert`: otherwise the field is left untouched.
struct AutomaticConversion: DatasetTransform {
  let extractor: ConvertExtractor

  var summary: String { extractor.summary }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { extractor.needs(for: wanted) }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var extractor = extractor
    for batch in batches { extractor.untouched.formUnion(unreadable(batch, environment)) }
    var result: [Batch] = []
    for batch in batches {
      var batch = batch
      let context = EvaluationContext(
        rowCount: batch.rowCount, arena: Arena(), environment: environment, ordinal: batch.ordinal)
      let written = try extractor.extract(from: batch, wanted: .everything, in: context)
      for (field, column) in written { batch.set(field, column) }
      result.append(batch)
    }
    return result
  }

  /// The fields with a value that is in no form that is known.
  private func unreadable(_ batch: Batch, _ environment: SearchEnvironment) -> Set<String> {
    var found: Set<String> = []
    let context = EvaluationContext(
      rowCount: batch.rowCount, arena: Arena(), environment: environment)
    for conversion in extractor.conversions where conversion.function == .auto {
      let convert = conversion.converter(in: context)
      for field in batch.fields where conversion.from.matches(field) {
        let column = batch[field]
        let isReadable = (0..<batch.rowCount).allSatisfy { row in
          column[row].texts(in: context.arena).allSatisfy { convert($0) != nil }
        }
        if !isReadable { found.insert(field) }
      }
    }
    return found
  }
}
