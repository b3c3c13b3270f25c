import EventStore
import Synchronization

/// A store that remembers, and can be full or stopped.
final class SinkDouble: EventSink {
  enum Mood: Sendable {
    case taking
    case full
    case stopped
  }

  private struct State {
    var mood = Mood.taking
    var blocks: [EventBlock] = []
    var checkpoints: [String: [UInt8]] = [:]
  }

  private let state = Mutex(State())

  var mood: Mood {
    get { state.withLock { $0.mood } }
    set { state.withLock { $0.mood = newValue } }
  }

  var texts: [String] { state.withLock { $0.blocks.flatMap { $0.texts } } }
  var blocks: [EventBlock] { state.withLock { $0.blocks } }

  func append(_ block: EventBlock) async throws(EventSinkError) -> EventReceipt {
    let mood = state.withLock { state in
      guard case .taking = state.mood else { return state.mood }
      state.blocks.append(block)
      if let checkpoint = block.checkpoint {
        state.checkpoints[checkpoint.key] = checkpoint.value
      }
      return state.mood
    }
    switch mood {
    case .taking: return EventReceipt(stored: block.count)
    case .full: throw .busy("full")
    case .stopped: throw .stopping
    }
  }

  func checkpoint(_ key: String) async throws(EventSinkError) -> [UInt8]? {
    state.withLock { $0.checkpoints[key] }
  }
}

extension EventBlock {
  var texts: [String] {
    (0..<count).map { String(decoding: text[range($0)], as: UTF8.self) }
  }

  var described: [Metadata] { metadataIndexes.map { metadata[Int($0)] } }

  func fields(_ event: Int) -> String? {
    indexedFields[event].map { String(decoding: $0, as: UTF8.self) }
  }
}
