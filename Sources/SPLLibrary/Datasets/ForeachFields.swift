import Diagnostics
import EventModel
import Execution
import OrderedCollections
import QueryPlan

/// `foreach` over the fields that the rows have.
///
/// Ordering: pattern by pattern, the fields of each in the order of the rows; a field that several
/// patterns match is run for once. Fields that the template makes are not run for.
struct ForeachFields: DatasetTransform {
  typealias Lowering = @Sendable (FieldMatchInName) throws(Diagnostic) -> [PlanStep]

  let patterns: [WildcardPattern]
  let lower: Lowering

  var summary: String { "foreach " + patterns.map { $0.text }.joined(separator: " ") }
  var needsOrder: Bool { false }

  /// A template may name any field by parts of others.
  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var steps: [PlanStep] = []
    for match in matches(in: batches) {
      do throws(Diagnostic) {
        steps += try lower(match)
      } catch {
        throw Diagnostic(
          error.code, error.message, at: error.span,
          label: "with the field `\(match.field)`",
          help: error.help ?? "put the token between single quotes, or name the fields")
      }
    }
    return try StepRunner(environment: environment).run(steps, over: batches)
  }

  private func matches(in batches: [Batch]) -> [FieldMatchInName] {
    var fields: OrderedSet<String> = []
    for batch in batches { fields.formUnion(batch.fields) }
    var seen: Set<String> = []
    var result: [FieldMatchInName] = []
    for pattern in patterns {
      guard pattern.hasWildcard else {
        if seen.insert(pattern.text).inserted {
          result.append(FieldMatchInName(field: pattern.text, segments: []))
        }
        continue
      }
      for field in fields where pattern.coversField(field) && !seen.contains(field) {
        guard let segments = pattern.captures(field) else { continue }
        seen.insert(field)
        result.append(FieldMatchInName(field: field, segments: segments))
      }
    }
    return result
  }
}

extension WildcardPattern {
  /// Whether the pattern means a field: internal fields only where it says so, the engine's own
  /// never.
  func coversField(_ field: String) -> Bool {
    guard !Batch.isHidden(field), !field.hasPrefix("_") || text.hasPrefix("_") else { return false }
    return matches(field)
  }
}
