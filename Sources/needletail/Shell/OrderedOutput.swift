import Dispatch
import EventModel
import Foundation
import Synchronization

/// Pieces of output, rendered on all cores and written in order, each as soon as its turn comes.
///
/// Memory: a few buffers, however slow the reader is.
final class OrderedOutput: Sendable {
  private struct State {
    /// The piece to write next.
    var next = 0
    var isWriting = false
    /// Rendered before their turn.
    var waiting: [Int: JSONBuffer] = [:]
    var spare: [JSONBuffer] = []
  }

  private let state = Mutex(State())
  private let pieceCount: Int
  private let nextPiece = Atomic<Int>(0)
  /// One for each piece that may be under way, so that rendering never runs far ahead of writing.
  private let permits: DispatchSemaphore
  private let write: @Sendable (JSONBuffer) -> Void

  /// Renders and writes all pieces.
  static func run(
    _ pieceCount: Int, render: @escaping @Sendable (Int, JSONBuffer) -> Void,
    write: @escaping @Sendable (JSONBuffer) -> Void
  ) {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let output = OrderedOutput(pieceCount, permits: cores * 4, write: write)
    DispatchQueue.concurrentPerform(iterations: min(cores, pieceCount)) { _ in
      output.work(render)
    }
  }

  private init(_ pieceCount: Int, permits: Int, write: @escaping @Sendable (JSONBuffer) -> Void) {
    self.pieceCount = pieceCount
    self.permits = DispatchSemaphore(value: permits)
    self.write = write
  }

  private func work(_ render: (Int, JSONBuffer) -> Void) {
    while true {
      permits.wait()
      let piece = nextPiece.add(1, ordering: .relaxed).oldValue
      guard piece < pieceCount else {
        permits.signal()
        return
      }
      let buffer = state.withLock { $0.spare.popLast() } ?? JSONBuffer(capacity: 1 << 19)
      render(piece, buffer)
      state.withLock { $0.waiting[piece] = buffer }
      writeReady()
    }
  }

  /// Writes what is ready, unless another thread is at it: that one will see it.
  private func writeReady() {
    while let buffer = takeReady() {
      write(buffer)
      buffer.removeAll()
      state.withLock { state in
        state.spare.append(buffer)
        state.next += 1
        state.isWriting = false
      }
      permits.signal()
    }
  }

  private func takeReady() -> JSONBuffer? {
    state.withLock { state in
      guard !state.isWriting, let buffer = state.waiting.removeValue(forKey: state.next)
      else { return nil }
      state.isWriting = true
      return buffer
    }
  }
}
