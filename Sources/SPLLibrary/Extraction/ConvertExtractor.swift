import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `convert`: its functions one after the other.
///
/// A value that a function cannot read stays as it is, except that `num` removes it.
struct ConvertExtractor: FieldExtractor {
  let conversions: [Conversion]
  /// Fields that `auto` leaves as they are.
  var untouched: Set<String> = []

  var summary: String {
    "convert "
      + conversions.map { conversion in
        "\(conversion.function.rawValue)(\(conversion.from.text))"
          + (conversion.to.map { " AS \($0.text)" } ?? "")
      }.joined(separator: ", ")
  }

  var writes: [String]? {
    guard conversions.allSatisfy({ !$0.from.hasWildcard }) else { return nil }
    return conversions.map { ($0.to ?? $0.from).text }
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    conversions.reversed().reduce(wanted) { wanted, conversion in
      // Without `AS` the field that is wanted is the one that is read.
      guard let to = conversion.to else { return wanted }
      guard to.hasWildcard || wanted.contains(to.text) else { return wanted }
      return wanted.union(FieldNeeds([conversion.from.text]))
    }
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    var written = WrittenColumns(batch, in: context)
    var fields = batch.fields.filter { !Batch.isHidden($0) }
    let kept = conversions.filter { $0.function == .none }.map { $0.from }
    for conversion in conversions where conversion.function != .none {
      let convert = conversion.converter(in: context)
      let hasWildcard = conversion.from.hasWildcard
      for field in Array(fields) {
        if hasWildcard {
          let isInternal = field.hasPrefix("_") && !conversion.from.text.hasPrefix("_")
          if isInternal || kept.contains(where: { $0.matches(field) }) { continue }
        }
        guard let target = conversion.target(for: field) else { continue }
        if conversion.function == .auto, untouched.contains(field) { continue }
        fields.append(target)
        for row in 0..<batch.rowCount {
          let old = written.value(field, row: row)
          guard let new = Self.converted(old, conversion.function, convert, context) else {
            continue
          }
          written.set(target, row: row, to: new)
        }
      }
    }
    return written.columns
  }

  /// Nil when the field stays as it is.
  private static func converted(
    _ cell: Cell, _ function: ConversionFunction, _ convert: (Bytes) -> Cell?,
    _ context: EvaluationContext
  ) -> Cell? {
    let texts = cell.texts(in: context.arena)
    guard !texts.isEmpty else { return nil }
    let cells = texts.map { convert($0) }
    if texts.count == 1 { return cells[0] ?? (function == .num ? .null : nil) }
    guard function == .num || cells.contains(where: { $0 != nil }) else { return nil }
    return context.arena.cell(
      zip(texts, cells).compactMap { text, cell -> Bytes? in
        guard let cell else { return function == .num ? nil : text }
        return cell.text(in: context.arena)
      })
  }
}
