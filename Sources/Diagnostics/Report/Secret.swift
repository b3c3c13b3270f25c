/// A password or token, which no log or message shows.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  package let value: String

  package init(_ value: String) {
    self.value = value
  }

  package var description: String { "<secret>" }
  package var debugDescription: String { "<secret>" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// Compares in a time that does not tell how much of a guess is right.
  package func matches(_ guess: some StringProtocol) -> Bool {
    let own = Array(value.utf8)
    let other = Array(guess.utf8)
    guard own.count == other.count, !own.isEmpty else { return false }
    return zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
