/// What to read next of a log that is rotated, from what was read last and what is there now.
///
/// Renamed files are read to their end before the one that took their place; of a file that was
/// copied away and emptied the copy is read on; a number that a new file got is told apart by what
/// the file begins with.
package struct TailPlan: Sendable, Equatable {
  package struct Step: Sendable, Equatable {
    package var file: FileLook
    package var offset: UInt64
    /// Whether the file grows no more, so that its last line counts without a line feed.
    package var isFinal: Bool

    package init(file: FileLook, offset: UInt64, isFinal: Bool) {
      self.file = file
      self.offset = offset
      self.isFinal = isFinal
    }
  }

  package private(set) var steps: [Step] = []
  /// What a person should hear: text that is gone.
  package private(set) var warning: String?

  /// `current` is the file under the log's own name, `rotated` those beside it.
  package init(position: TailPosition?, current: FileLook?, rotated: [FileLook]) {
    guard let position else {
      if let current { steps = [Step(file: current, offset: 0, isFinal: false)] }
      return
    }
    let identity = position.identity
    if let current, identity.hasNumber(of: current), identity.hasHead(of: current),
      current.size >= position.offset
    {
      steps = [Step(file: current, offset: position.offset, isFinal: false)]
      return
    }
    // A renamed file keeps its number; a copy only what it begins with.
    let candidates = rotated.filter { identity.hasHead(of: $0) && $0.size >= position.offset }
    let numbered = candidates.first { identity.hasNumber(of: $0) }
    let copied = identity.head.isEmpty ? nil : candidates.max { $0.size < $1.size }
    let last = numbered ?? copied
    if let last {
      let newer = rotated.filter { $0.path != last.path && $0.modified > last.modified }
      // Until something stands in the new file, the writer may not have noticed the rotation.
      let hasMoved = !newer.isEmpty || current?.size ?? 0 > 0
      steps.append(Step(file: last, offset: position.offset, isFinal: hasMoved))
      guard hasMoved else { return }
      steps += newer.sorted { ($0.modified, $0.path) < ($1.modified, $1.path) }.map {
        Step(file: $0, offset: 0, isFinal: true)
      }
    } else if position.offset > 0 || !identity.head.isEmpty {
      warning =
        "the file that was read up to byte \(position.offset) is gone; what it had behind that "
        + "is lost"
    }
    if let current { steps.append(Step(file: current, offset: 0, isFinal: false)) }
  }
}
