import EventModel
import Execution
import Synchronization

/// Compiled databases by their patterns: the files of a scan mostly ask for the same.
final class LiteralDatabases: Sendable {
  private let compiled = Mutex<[[LiteralDatabase.Pattern]: LiteralDatabase]>([:])
  private let learned = Mutex<Trigrams?>(nil)

  /// Those of the first text that anybody gave: one scan looks for one form of a literal.
  func trigrams(of text: Bytes) -> Trigrams {
    learned.withLock { learned in
      if let learned { return learned }
      let trigrams = Trigrams(of: text)
      learned = trigrams
      return trigrams
    }
  }

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
