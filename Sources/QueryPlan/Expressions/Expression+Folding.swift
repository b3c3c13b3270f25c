import EventModel

extension Expression {
  /// The expression with the `search` terms on known fields decided, such as `source` for a file.
  ///
  /// What is left over is true exactly where the whole was, for rows with these values.
  package func folded(knowing constants: [String: String]) -> Expression {
    switch self {
    case .fieldMatch(let match):
      guard let value = constants[match.field] else { return self }
      let arena = Arena()
      return .literal(.boolean(match.matches(.text(arena.store(value)), in: arena)))
    case .and(let terms):
      let folded = terms.map { $0.folded(knowing: constants) }
      if folded.contains(where: { $0.truth == false }) { return .literal(.boolean(false)) }
      return .all(folded.filter { $0.truth != true })
    case .or(let terms):
      let folded = terms.map { $0.folded(knowing: constants) }
      if folded.contains(where: { $0.truth == true }) { return .literal(.boolean(true)) }
      let open = folded.filter { $0.truth != false }
      return open.isEmpty ? .literal(.boolean(false)) : open.count == 1 ? open[0] : .or(open)
    case .not(let term):
      let folded = term.folded(knowing: constants)
      return folded.truth.map { .literal(.boolean(!$0)) } ?? .not(folded)
    case .textMatch(let match):
      return match.matchesEverything ? .literal(.boolean(true)) : self
    case .literal, .field, .negate, .arithmetic, .concatenate, .compare, .xor, .call:
      return self
    }
  }

  /// The truth of a literal boolean.
  package var truth: Bool? {
    guard case .literal(.boolean(let value)) = self else { return nil }
    return value
  }
}
