/// Downloads a file of attack data; the program's shell has the one that reaches the network.
package protocol AttackDataFetcher: Sendable {
  /// Writes what is at the URL to a new file.
  ///
  /// Errors: `AttackDataError`, with nothing left at the path.
  func fetch(_ url: String, to path: String) throws
}

/// Why the events of a test are not at hand.
package struct AttackDataError: Error, Sendable, CustomStringConvertible {
  package let message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
