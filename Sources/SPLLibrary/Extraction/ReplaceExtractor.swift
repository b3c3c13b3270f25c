import Diagnostics
import EventModel
import QueryPlan

/// `replace`: whole values that match a pattern become another text.
///
/// Source: Splunk Search Reference, `replace`.
struct ReplaceExtractor: FieldExtractor {
  struct Rule: Sendable {
    let from: WildcardPattern
    /// The literal parts of the new text, between what the wildcards of `from` stood for.
    let to: [String]
  }

  let rules: [Rule]
  /// Nil: all fields but the internal ones.
  let fields: [String]?

  var summary: String { "replace" + (fields.map { " in " + $0.joined(separator: ", ") } ?? "") }

  var writes: [String]? { fields }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let names =
      fields ?? batch.fields.filter { !Batch.isHidden($0) && !$0.hasPrefix("_") }
    var written = WrittenColumns(batch, in: context)
    for name in names where batch.has(name) {
      let column = batch[name]
      for row in 0..<batch.rowCount {
        let texts = column[row].texts(in: context.arena)
        let changed = texts.map { replaced($0) }
        guard changed.contains(where: { $0 != nil }) else { continue }
        let values = zip(texts, changed).map { text, new in
          new.map { context.arena.store($0) } ?? text
        }
        written.set(name, row: row, to: context.arena.cell(values))
      }
    }
    return written.columns
  }

  private func replaced(_ text: Bytes) -> String? {
    for rule in rules where rule.from.matches(text) {
      guard let stars = rule.from.captures(text.string) else { continue }
      var result = rule.to[0]
      for (star, part) in zip(stars, rule.to.dropFirst()) { result += star + part }
      return result
    }
    return nil
  }
}
