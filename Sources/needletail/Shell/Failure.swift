import Diagnostics
import Execution

/// Why the program ends early, and with which exit code.
struct Failure: Error {
  /// Wrong usage, search or content.
  static let usage: Int32 = 2
  /// The world: a file, the network, the store.
  static let world: Int32 = 3
  static let interrupted: Int32 = 130

  let message: String
  let exitCode: Int32

  static func usage(_ message: String) -> Failure {
    Failure(message: "error: " + message, exitCode: usage)
  }

  static func world(_ message: String) -> Failure {
    Failure(message: "error: " + message, exitCode: world)
  }

  /// What any error of the engine means for a person at the command line.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let diagnostic as Diagnostic:
      self.init(message: diagnostic.rendered(), exitCode: Self.usage)
    case is Cancellation.Cancelled:
      self.init(message: "interrupted", exitCode: Self.interrupted)
    default: self.init(message: "error: \(error)", exitCode: Self.world)
    }
  }

  private init(message: String, exitCode: Int32) {
    self.message = message
    self.exitCode = exitCode
  }

  func report() { StandardError.write(message) }
}
