/// What became of everything that receivers were sent.
package struct LossLedger: Sendable, Equatable {
  /// The counts of one receiver, since the program started.
  package struct Row: Sendable, Equatable {
    /// Events that came in whole.
    package var received = 0
    package var stored = 0
    /// Had been stored before, by the same audit id and stage.
    package var duplicates = 0
    /// Events that were refused for what they are; those behind a bad one in a request, which were
    /// not read, count as one.
    package var rejected = 0
    /// Taken and without anything to store.
    package var ignored = 0
    /// Events that were sent away because there was no room; the client has been told to come back.
    package var busy = 0
    /// Stored events that the API server had cut down to its size limit.
    package var truncated = 0
    /// Requests that were refused before their events were looked at.
    package var refusedRequests = 0
    /// Bytes of stored events.
    package var bytes = 0

    package init() {}
  }

  /// By receiver.
  package var rows: [String: Row] = [:]

  package init() {}

  package subscript(receiver: String) -> Row {
    get { rows[receiver] ?? Row() }
    set { rows[receiver] = newValue }
  }
}
