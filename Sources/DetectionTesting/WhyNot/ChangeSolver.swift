import EventModel
import QueryPlan

/// Finds changes of a row that would make a condition hold.
///
/// What comes out are guesses, the fewest changes first; whether they are enough only a run tells.
struct ChangeSolver {
  /// One row.
  let row: Batch

  /// Guesses that are worth a run.
  private static let most = 12
  static let otherValue = "other"

  /// Sets of changes, each of which may make the condition true (or not true); one empty set when
  /// nothing needs to change.
  func guesses(_ condition: Expression, toHold wanted: Bool = true) -> [[EventChange]] {
    ways(condition, toHold: wanted).map { changes in changes.map { named($0) } }
  }

  /// What an event does not have cannot be another.
  private func named(_ change: EventChange) -> EventChange {
    guard case .set(let field, let value, .other) = change, row[field][0].isNull else {
      return change
    }
    return .set(field: field, value: value, .any)
  }

  private func ways(_ condition: Expression, toHold wanted: Bool) -> [[EventChange]] {
    switch condition {
    case .literal(.boolean(let value)): return value == wanted ? [[]] : []
    case .not(let inner): return ways(inner, toHold: !wanted)
    case .and(let terms):
      return wanted ? all(terms, toHold: true) : any(terms, toHold: false)
    case .or(let terms):
      return wanted ? any(terms, toHold: true) : all(terms, toHold: false)
    case .fieldMatch(let match): return guesses(match, toHold: wanted)
    case .textMatch(let match):
      let holds =
        match.matchesEverything || row["_raw"][0].string.map { holdsText(match, $0) } ?? false
      if holds == wanted { return [[]] }
      return wanted ? [[.addText(match.text.replacing("*", with: ""))]] : []
    case .compare(let comparison, let a, let b):
      return guesses(comparison, a, b, toHold: wanted)
    case .call(let call): return guesses(call, toHold: wanted)
    case .literal, .field, .negate, .arithmetic, .concatenate, .xor: return []
    }
  }

  private func holdsText(_ match: TextMatch, _ raw: String) -> Bool {
    let arena = Arena()
    return match.matches(arena.store(raw))
  }

  /// Each term in its best way, then with one term in another way.
  private func all(_ terms: [Expression], toHold wanted: Bool) -> [[EventChange]] {
    let ways = terms.map { self.ways($0, toHold: wanted) }
    guard ways.allSatisfy({ !$0.isEmpty }) else { return [] }
    var result = [Self.merged(ways.map { $0[0] })]
    for (place, own) in ways.enumerated() {
      for other in own.dropFirst() {
        result.append(Self.merged(ways.enumerated().map { $0 == place ? other : $1[0] }))
      }
    }
    return Self.best(result)
  }

  private func any(_ terms: [Expression], toHold wanted: Bool) -> [[EventChange]] {
    Self.best(terms.flatMap { ways($0, toHold: wanted) })
  }

  private static func merged(_ parts: [[EventChange]]) -> [EventChange] {
    var result: [EventChange] = []
    for change in parts.flatMap({ $0 }) where !result.contains(change) {
      // Two wishes about one field: the first stays, and the run tells.
      if !result.contains(where: { $0.field == change.field }) { result.append(change) }
    }
    return result
  }

  private static func best(_ guesses: [[EventChange]]) -> [[EventChange]] {
    var seen: Set<[EventChange]> = []
    let distinct = guesses.filter { seen.insert($0).inserted }
    let ordered = distinct.enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }
    return ordered.prefix(most).map { $0.element }
  }

  // MARK: Terms of `search`

  private func guesses(_ match: FieldMatch, toHold wanted: Bool) -> [[EventChange]] {
    let cell = row[match.field][0]
    if match.matches(cell, in: Arena()) == wanted { return [[]] }
    let field = match.field
    let other = EventChange.set(field: field, value: Self.otherValue, .other)
    let similar = similar(cell.string ?? "").map {
      [EventChange.set(field: field, value: $0, .other)]
    }
    // A term with `!=` holds where the field has a value that differs.
    if match.isNegated {
      return wanted ? [[other]] : equal(match).map { [$0] } + [[.remove(field: field)]]
    }
    if wanted { return equal(match).map { [$0] } }
    switch match.test {
    case .exists: return [[.remove(field: field)]]
    case .wildcard(let pattern):
      let cut = without(pattern, cell.string ?? "")
      let shorter = cut.map { [EventChange.set(field: field, value: $0, .other)] }
      return (shorter.map { [$0] } ?? []) + [[other]] + similar + [[.remove(field: field)]]
    case .equals, .network: return [[other]] + similar + [[.remove(field: field)]]
    case .order(let comparison, let text, _):
      return ordered(field, comparison.opposite, text).map { [$0] } + [[.remove(field: field)]]
    }
  }

  /// Values with which a term without `!=` holds.
  private func equal(_ match: FieldMatch) -> [EventChange] {
    let field = match.field
    switch match.test {
    case .exists: return [.set(field: field, value: Self.otherValue, .other)]
    case .equals: return [.set(field: field, value: match.value, .only)]
    case .wildcard:
      let value = match.value.replacing("*", with: "")
      return [
        .set(field: field, value: value, .other),
        .set(field: field, value: match.value.replacing("*", with: "x"), .other),
      ]
    case .network:
      let address = match.value.prefix { $0 != "/" }
      return [.set(field: field, value: String(address), .other)]
    case .order(let comparison, let text, _): return ordered(field, comparison, text)
    }
  }

  /// The value with one of its parts different: other terms may ask for the rest.
  private func similar(_ value: String) -> [String] {
    for separator: Character in [":", "/", "."] where value.contains(separator) {
      let parts = value.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count <= 6 else { continue }
      return parts.indices.reversed().filter { !parts[$0].isEmpty }.map { place in
        var parts = parts.map(String.init)
        parts[place] = Self.otherValue
        return parts.joined(separator: String(separator))
      }
    }
    return []
  }

  /// The value up to what the pattern looks for; nil when nothing is left.
  private func without(_ pattern: WildcardPattern, _ value: String) -> String? {
    guard let part = pattern.parts.first(where: { !$0.isEmpty }) else { return nil }
    let bytes = Array(value.utf8)
    let folded = CaseFolding.fold(bytes)
    guard folded.count == bytes.count, folded.count >= part.count else { return nil }
    let places = 0...(folded.count - part.count)
    guard let place = places.first(where: { folded[$0..<($0 + part.count)].elementsEqual(part) })
    else { return nil }
    var head = bytes[..<place]
    while let last = head.last, last == UInt8(ascii: "?") || last == UInt8(ascii: "&") {
      head.removeLast()
    }
    return head.isEmpty ? nil : String(decoding: head, as: UTF8.self)
  }

  private func ordered(
    _ field: String, _ comparison: ComparisonOperator, _ text: String
  ) -> [EventChange] {
    let step: Double
    switch comparison {
    case .equal, .lessOrEqual, .greaterOrEqual: step = 0
    case .less: step = -1
    case .greater, .notEqual: step = 1
    }
    if step == 0 { return [.set(field: field, value: text, .only)] }
    guard let number = Double(text) else {
      return [.set(field: field, value: Self.otherValue, .other)]
    }
    return [.set(field: field, value: NumberText.format(number + step), .other)]
  }

  // MARK: Terms of `where`

  private func guesses(
    _ comparison: ComparisonOperator, _ a: Expression, _ b: Expression, toHold wanted: Bool
  ) -> [[EventChange]] {
    let operation = wanted ? comparison : comparison.opposite
    if let value = constant(b) { return fields(a).flatMap { set($0, operation, value) } }
    if let value = constant(a) { return fields(b).flatMap { set($0, operation.mirrored, value) } }
    let other = fields(b).first.flatMap { row[$0][0].string }
    return fields(a).flatMap { set($0, operation, other ?? Self.otherValue) }
  }

  private func set(
    _ field: String, _ comparison: ComparisonOperator, _ value: String
  ) -> [[EventChange]] {
    if comparison == .notEqual {
      return [[.set(field: field, value: Self.otherValue, .other)]]
    }
    return ordered(field, comparison, value).map { [$0] }
  }

  private func constant(_ expression: Expression) -> String? {
    switch expression {
    case .literal(.text(let text)): text
    case .literal(.number(let number)): NumberText.format(number)
    case .negate(.literal(.number(let number))): NumberText.format(-number)
    case .literal, .field, .negate, .not, .arithmetic, .concatenate, .compare, .and, .or, .xor,
      .call, .fieldMatch, .textMatch:
      nil
    }
  }

  private func fields(_ expression: Expression) -> [String] {
    if case .field(let name) = expression { return [name] }
    return Array(expression.needs.names)
  }

  private func guesses(_ call: BoundCall, toHold wanted: Bool) -> [[EventChange]] {
    let named = call.arguments.flatMap { fields($0) }
    let texts = call.arguments.compactMap { constant($0) }
    let other = named.map { [EventChange.set(field: $0, value: Self.otherValue, .other)] }
    let removed = named.map { [EventChange.remove(field: $0)] }
    switch call.name {
    case "isnull": return wanted ? removed + other : other
    case "isnotnull": return wanted ? other : removed
    case "in", "like", "match", "cidrmatch":
      guard wanted else { return other + removed }
      return texts.flatMap { text -> [[EventChange]] in
        guard let value = Self.example(of: text, for: call.name) else { return [] }
        return named.prefix(1).map {
          [.set(field: $0, value: value, call.name == "in" ? .only : .other)]
        }
      }
    default: return wanted ? other : other + removed
    }
  }

  /// A value that a pattern matches; nil when that takes more than replacing its wildcards.
  private static func example(of pattern: String, for function: String) -> String? {
    switch function {
    case "like":
      return pattern.replacing("%", with: "").replacing("_", with: "x")
    case "cidrmatch": return String(pattern.prefix { $0 != "/" })
    case "match":
      let plain = pattern.replacing("^", with: "").replacing("$", with: "")
      return plain.contains { "\\.[](){}*+?|".contains($0) } ? nil : plain
    default: return pattern
    }
  }
}

extension ComparisonOperator {
  /// What holds exactly when this does not.
  var opposite: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }

  /// With its operands the other way round.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
