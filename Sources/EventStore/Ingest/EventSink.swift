/// Where receivers put events: the store, or a double in tests.
package protocol EventSink: Sendable {
  /// Returns when the events survive a crash and a loss of power.
  ///
  /// Errors: `busy` when the queue is full or the disk is, so that the client tries again; nothing
  /// of the block is stored then.
  func append(_ block: EventBlock) async throws(EventSinkError) -> EventReceipt

  /// The value of the last stored checkpoint of a key; nil where none was.
  func checkpoint(_ key: String) async throws(EventSinkError) -> [UInt8]?
}

/// What became of a block.
package struct EventReceipt: Sendable, Equatable {
  package var stored: Int
  /// Had been stored before, by the same audit id and stage.
  package var duplicates: Int

  package init(stored: Int, duplicates: Int = 0) {
    self.stored = stored
    self.duplicates = duplicates
  }
}

package enum EventSinkError: Error, Sendable, Equatable {
  /// Try again later; the reason is for the log.
  case busy(String)
  case stopping
}
