import Execution
import Synchronization

/// Compiled databases by their patterns: the files of a scan mostly ask for the same.
final class LiteralDatabases: Sendable {
  private let compiled = Mutex<[[LiteralDatabase.Pattern]: LiteralDatabase]>([:])

  func database(_ patterns: [LiteralDatabase.Pattern]) throws(SourceError) -> LiteralDatabase {
    if let known = compiled.withLock({ $0[patterns] }) { return known }
    let database = try LiteralDatabase(patterns)
    return compiled.withLock { compiled in
      if let other = compiled[patterns] { return other }
      compiled[patterns] = database
      return database
    }
  }
}
