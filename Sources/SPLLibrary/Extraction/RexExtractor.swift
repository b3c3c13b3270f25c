import Diagnostics
import EventModel
import Execution
import QueryPlan

/// `rex`: sets fields to the named groups of a regular expression.
///
/// A text that does not match leaves the fields as they are; each value of a multivalue field is
/// matched. Source: Splunk Search Reference, `rex`.
struct RexExtractor: FieldExtractor {
  private struct Target: Sendable {
    let field: String
    /// A name may belong to several groups: the first that took part counts.
    var groups: [Int]
  }

  private let field: String
  private let regex: RegularExpression
  private let span: Span
  /// Matches looked for in one text.
  private let matchLimit: Int
  private let offsetField: String?
  private let targets: [Target]

  init(
    field: String, regex: RegularExpression, span: Span, matchLimit: Int, offsetField: String?
  ) {
    self.field = field
    self.regex = regex
    self.span = span
    self.matchLimit = matchLimit
    self.offsetField = offsetField
    var targets: [Target] = []
    for group in regex.groups {
      if let known = targets.firstIndex(where: { $0.field == group.name }) {
        targets[known].groups.append(group.number)
      } else {
        targets.append(Target(field: group.name, groups: [group.number]))
      }
    }
    self.targets = targets
  }

  var summary: String {
    "rex field=\(field) \(regex.pattern)" + (matchLimit == 1 ? "" : " max_match=\(matchLimit)")
  }

  var writes: [String]? { targets.map { $0.field } + (offsetField.map { [$0] } ?? []) }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard (writes ?? []).contains(where: { wanted.contains($0) }) else { return wanted }
    return wanted.union(FieldNeeds([field]))
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let input = batch[field]
    let matcher = regex.makeMatcher()
    var written = WrittenColumns(batch, sharing: [input], in: context)
    let slots = targets.map { written.slot($0.field) }
    var found = Found(targetCount: targets.count)
    for row in 0..<batch.rowCount {
      if case .text(let text) = input[row], matchLimit == 1, offsetField == nil {
        try setFirst(of: text, row, slots, matcher, &written)
        continue
      }
      found.removeAll()
      for text in input[row].texts(in: context.arena) {
        do throws(RegexSearchError<Never>) {
          try matcher.forEachMatch(in: text, limit: matchLimit) { (captures) throws(Never) in
            collect(captures, of: text, into: &found)
          }
        } catch {
          switch error {
          case .limit(let limit): throw diagnostic(limit)
          }
        }
      }
      for (index, slot) in slots.enumerated() where !found.values[index].isEmpty {
        written.set(slot, row: row, to: context.arena.cell(found.values[index]))
      }
      if let offsetField, !found.offsets.isEmpty {
        let offsets = found.offsets.map { context.arena.store($0) }
        written.set(offsetField, row: row, to: context.arena.cell(offsets))
      }
    }
    return written.columns
  }

  /// The common case, without arrays in between: one text, one match, no offsets.
  private func setFirst(
    of text: Bytes, _ row: Int, _ slots: [Int], _ matcher: RegexMatcher,
    _ written: inout WrittenColumns
  ) throws(Diagnostic) {
    do throws(RegexLimitError) {
      guard let captures = try matcher.firstMatch(in: text) else { return }
      for (index, target) in targets.enumerated() {
        for group in target.groups {
          guard let range = captures[group] else { continue }
          written.set(slots[index], row: row, to: .text(text.slice(range)))
          break
        }
      }
    } catch { throw diagnostic(error) }
  }

  private func diagnostic(_ error: RegexLimitError) -> Diagnostic {
    RegexMatchers(constant: regex, span: span).diagnostic(error)
  }

  /// What the matches of one row gave.
  private struct Found {
    var values: [[Bytes]]
    var offsets: [String] = []

    init(targetCount: Int) { values = Array(repeating: [], count: targetCount) }

    mutating func removeAll() {
      for index in values.indices { values[index].removeAll(keepingCapacity: true) }
      offsets.removeAll(keepingCapacity: true)
    }
  }

  private func collect(_ captures: RegexCaptures, of text: Bytes, into found: inout Found) {
    var offsets: [String] = []
    for (index, target) in targets.enumerated() {
      guard let range = target.groups.lazy.compactMap({ captures[$0] }).first else { continue }
      found.values[index].append(text.slice(range))
      guard offsetField != nil else { continue }
      let start = characters(in: text.slice(0..<range.lowerBound))
      let end = start + characters(in: text.slice(range)) - 1
      offsets.append("\(target.field)=\(start)-\(end)")
    }
    if !offsets.isEmpty { found.offsets.append(offsets.joined(separator: "&")) }
  }

  private func characters(in text: Bytes) -> Int {
    text.buffer.count { $0 & 0xC0 != 0x80 }
  }
}
