import Execution
import Synchronization

/// Compiled databases by their patterns: the files of a scan mostly ask for the same.
final class LiteralDatabases: Sendable {
  private let compiled = Mutex<[[LiteralDatabase.Pattern]: LiteralDatabase]>([:])

  func database(_ patterns: [LiteralDatabase.Pattern]) throws(SourceError) -> LiteralDatabase {
    // Compiling takes longer than anything else here: who else needs it waits for it.
    try compiled.withLock { (compiled) throws(SourceError) -> LiteralDatabase in
      if let known = compiled[patterns] { return known }
      let database = try LiteralDatabase(patterns)
      compiled[patterns] = database
      return database
    }
  }
}
