import EventStore
import Foundation
package import Logging
package import ServiceLifecycle

/// Follows a log file through rotation, truncation and restarts.
///
/// Ordering: every line becomes an event once. The store keeps a block's events and the position
/// behind them in one transaction, so that after a crash reading goes on at the exact byte.
package struct FileTail: Service {
  package static let name = "file"

  private let configuration: FileTailConfiguration
  private let intake: EventIntake
  private let logger: Logger

  package init(configuration: FileTailConfiguration, intake: EventIntake, logger: Logger) {
    self.configuration = configuration
    self.intake = intake
    self.logger = logger
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      do {
        try await follow()
      } catch is CancellationError {
      } catch {
        logger.error(
          "the file is not followed any more",
          metadata: ["path": "\(configuration.path)", "error": "\(error)"])
      }
    }
  }

  private func follow() async throws {
    var position = try await savedPosition()
    while true {
      try Task.checkCancellation()
      let found = try await pass(&position)
      if !found { try await Task.sleep(for: .seconds(configuration.pause)) }
    }
  }

  /// How far the file was read before; waits for a store that is busy.
  package func savedPosition() async throws -> TailPosition? {
    while true {
      do throws(EventSinkError) {
        guard let text = try await intake.checkpoint(configuration.checkpointKey) else {
          return nil
        }
        return TailPosition(text: text)
      } catch {
        guard case .busy = error else { throw CancellationError() }
        try await Task.sleep(for: .seconds(configuration.pause))
      }
    }
  }

  /// Reads everything that is there now; returns whether there was anything.
  package func pass(_ position: inout TailPosition?) async throws -> Bool {
    let folder = TailFolder(configuration: configuration)
    let plan = TailPlan(
      position: position, current: folder.current, rotated: folder.rotated)
    if let warning = plan.warning {
      logger.warning("\(warning)", metadata: ["path": "\(configuration.path)"])
    }
    var found = false
    for step in plan.steps {
      if try await read(step, &position) { found = true }
    }
    return found
  }

  private func read(
    _ step: TailPlan.Step, _ position: inout TailPosition?
  ) async throws -> Bool {
    guard let file = TailedFile(step.file) else { return false }
    let identity = FileIdentity(step.file)
    var read = step.offset
    var found = false
    var cutter = LineCutter(largestLine: configuration.largestLine)
    while true {
      let piece = file.read(at: read, count: configuration.blockBytes)
      if piece.isEmpty {
        guard step.isFinal, !cutter.rest.isEmpty else { break }
      }
      read += UInt64(piece.count)
      var block = EventBlock()
      let place = block.index(of: configuration.metadata)
      let isWhole = piece.withUnsafeBufferPointer { buffer in
        cutter.add(buffer) { block.append($0, time: nil, metadataIndex: place) }
      }
      if !isWhole {
        logger.warning(
          "a line is longer than the limit and becomes several events",
          metadata: ["path": "\(step.file.path)", "limit": "\(configuration.largestLine)"])
      }
      if piece.isEmpty {
        cutter.finish { block.append($0, time: nil, metadataIndex: place) }
      }
      let stored = TailPosition(
        identity: identity, offset: read - UInt64(cutter.rest.count))
      if !block.isEmpty {
        block.checkpoint = .init(key: configuration.checkpointKey, value: stored.text)
        try await store(block)
        found = true
      }
      if stored.offset > step.offset || position == nil { position = stored }
      if piece.isEmpty { break }
    }
    // An empty successor is remembered too, or its predecessor would be looked for again.
    if position?.identity != identity {
      position = TailPosition(identity: identity, offset: step.offset)
    }
    return found
  }

  /// Tries until the store takes the events: a file waits.
  private func store(_ block: EventBlock) async throws {
    while true {
      try Task.checkCancellation()
      do throws(EventSinkError) {
        _ = try await intake.append(block, from: Self.name)
        return
      } catch {
        guard case .busy = error else { throw CancellationError() }
        try await Task.sleep(for: .seconds(configuration.pause))
      }
    }
  }
}
