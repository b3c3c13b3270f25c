import Dispatch
import EventFiles
import EventStore
import Foundation
import Synchronization

/// Adds the lines of files to a store, in order, while the next ones are read.
final class StoreImport {
  private static let blockBytes = 4 << 20
  private static let blocksUnderWay = 4

  private struct Progress {
    var total = EventReceipt(stored: 0)
    var failure: EventSinkError?
  }

  private let store: EventStore
  private let metadata: EventBlock.Metadata
  private let progress = ProgressState()
  private let room = DispatchSemaphore(value: blocksUnderWay)
  private var block = EventBlock()

  private final class ProgressState: Sendable {
    let value = Mutex(Progress())
  }

  init(store: EventStore, metadata: EventBlock.Metadata) {
    self.store = store
    self.metadata = metadata
  }

  /// Errors: `Failure`, of a file that cannot be read to its end; what came before stays.
  func add(_ path: String) throws {
    // The beginning of a line whose end was not read yet.
    var line: [UInt8] = []
    do {
      try PlainFiles.read(path) { piece in
        var rest = piece
        while let start = rest.baseAddress, let feed = memchr(start, 0x0A, rest.count) {
          let length = UnsafeRawPointer(feed) - UnsafeRawPointer(start)
          let end = UnsafeBufferPointer(rebasing: rest[..<length])
          if line.isEmpty {
            append(end)
          } else {
            line += end
            line.withUnsafeBufferPointer { append($0) }
            line.removeAll(keepingCapacity: true)
          }
          rest = UnsafeBufferPointer(rebasing: rest[(length + 1)...])
        }
        line += rest
        try sendIfFull()
      }
    } catch let fault as PlainFiles.Fault {
      throw Failure.world("cannot read \(path): \(fault.reason)")
    }
    line.withUnsafeBufferPointer { append($0) }
    try sendIfFull()
  }

  /// Waits until all is stored.
  func finish() throws -> EventReceipt {
    send()
    for _ in 0..<Self.blocksUnderWay { room.wait() }
    for _ in 0..<Self.blocksUnderWay { room.signal() }
    try check()
    return progress.value.withLock { $0.total }
  }

  private func append(_ line: UnsafeBufferPointer<UInt8>) {
    var line = line
    if line.last == UInt8(ascii: "\r") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
    guard line.contains(where: { $0 > 0x20 }) else { return }
    block.append(line, time: nil, metadataIndex: block.index(of: metadata))
  }

  private func sendIfFull() throws {
    guard block.text.count >= Self.blockBytes else { return }
    send()
    try check()
  }

  private func send() {
    guard !block.isEmpty else { return }
    let sent = block
    block = EventBlock()
    room.wait()
    store.append(sent) { [room, progress] outcome in
      progress.value.withLock { progress in
        switch outcome {
        case .success(let receipt):
          progress.total.stored += receipt.stored
          progress.total.duplicates += receipt.duplicates
        case .failure(let error):
          if progress.failure == nil { progress.failure = error }
        }
      }
      room.signal()
    }
  }

  private func check() throws {
    switch progress.value.withLock({ $0.failure }) {
    case .none: return
    case .busy(let reason): throw Failure.world("cannot store events: \(reason)")
    case .stopping: throw Failure.world("cannot store events: the store is being closed")
    }
  }
}
