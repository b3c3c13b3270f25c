import Foundation

/// Delivers what waits for the destinations.
///
/// A payload is removed when the other side has taken it, so that a crash in between sends it once
/// more: receivers tell a repetition by the finding's key.
package actor DeliveryService {
  private let state: StateDatabase
  private let transport: any HTTPTransport
  private let settings: DeliveryMachine.Settings
  private let queueBound: Int
  private var destinations: [OutputDestination]
  private var machines: [String: DeliveryMachine] = [:]
  private var isWorking = false
  private let report: @Sendable (String) -> Void

  /// How many payloads of a queue are looked at together.
  private static let piece = 64

  package init(
    state: StateDatabase, destinations: [OutputDestination], transport: any HTTPTransport,
    settings: DeliveryMachine.Settings = .init(), queueBound: Int = 10_000,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.state = state
    self.destinations = destinations
    self.transport = transport
    self.settings = settings
    self.queueBound = queueBound
    self.report = report
  }

  /// Of the destinations that are in use.
  package var names: [String] { destinations.map(\.name) }

  package func use(_ destinations: [OutputDestination]) { self.destinations = destinations }

  /// Sends everything that is due; destinations do not wait for each other.
  ///
  /// Errors: those of the state database.
  package func deliver(
    now: Double, chance: @escaping @Sendable () -> Double
  ) async throws {
    guard !isWorking else { return }
    isWorking = true
    defer { isWorking = false }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for destination in destinations {
        group.addTask { try await self.drain(destination, now: now, chance: chance) }
      }
      try await group.waitForAll()
    }
  }

  private func drain(
    _ destination: OutputDestination, now: Double, chance: @Sendable () -> Double
  ) async throws {
    var queue = try waiting(for: destination, now)
    while let delivery = machine(of: destination).next(of: queue, now: now) {
      // What is written here shares a write.
      let group =
        destination.isLocal ? Array(queue.prefix { $0.notBefore <= now }) : [delivery]
      let result = await send(group, to: destination)
      var machine = machine(of: destination)
      let decision = machine.handle(result, of: delivery, now: now, chance: chance())
      machines[destination.name] = machine
      if decision == .remove {
        try state.delivered(group.map(\.id))
        queue.removeFirst(group.count)
      } else {
        try keep(decision, of: delivery)
        queue.removeFirst()
      }
      if queue.isEmpty { queue = try waiting(for: destination, now) }
    }
  }

  private func waiting(
    for destination: OutputDestination, _ now: Double
  ) throws -> [QueuedDelivery] {
    let queue = try state.deliveries(to: destination.name, limit: Self.piece)
    guard queue.isEmpty,
      try state.reviveUntried(destination: destination.name, limit: queueBound, now: now) > 0
    else { return queue }
    return try state.deliveries(to: destination.name, limit: Self.piece)
  }

  private func machine(of destination: OutputDestination) -> DeliveryMachine {
    machines[destination.name] ?? DeliveryMachine(settings: settings)
  }

  private func keep(_ decision: DeliveryMachine.Decision, of delivery: QueuedDelivery) throws {
    switch decision {
    case .remove: try state.delivered([delivery.id])
    case .retry(let attempts, let notBefore, let reason):
      try state.retry(delivery.id, attempts: attempts, notBefore: notBefore, reason: reason)
      report("\(delivery.destination) did not take a finding, attempt \(attempts): \(reason)")
    case .bury(let reason):
      try state.bury(delivery, reason: reason, bound: queueBound)
      report("\(delivery.destination) never took finding \(delivery.finding): \(reason)")
    }
  }

  /// Several only to what is local.
  private func send(
    _ deliveries: [QueuedDelivery], to destination: OutputDestination
  ) async -> DeliveryResult {
    do {
      if let first = deliveries.first, let request = destination.request(for: first) {
        return DeliveryResult(try await transport.send(request))
      }
      try write(deliveries.map(\.payload), to: destination)
      return .delivered
    } catch {
      return .failed("\(error)", retryAfter: nil)
    }
  }

  private func write(_ payloads: [[UInt8]], to destination: OutputDestination) throws {
    var lines = Data()
    for payload in payloads { lines += payload + [UInt8(ascii: "\n")] }
    guard case .file(let path) = destination.kind else {
      return try FileHandle.standardOutput.write(contentsOf: lines)
    }
    if !FileManager.default.fileExists(atPath: path) {
      guard FileManager.default.createFile(atPath: path, contents: nil) else {
        throw CocoaError(.fileWriteNoPermission)
      }
    }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? file.close() }
    let end = try file.seekToEnd()
    do {
      try file.write(contentsOf: lines)
      try file.synchronize()
    } catch {
      // A disk that is full has taken part of them, and the next attempt begins a line.
      try? file.truncate(atOffset: end)
      throw error
    }
  }
}
