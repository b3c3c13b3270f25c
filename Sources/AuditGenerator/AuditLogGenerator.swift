/// Writes a believable kube-apiserver audit log, one event at a time, without end.
///
/// Ordering: `stageTimestamp` never decreases from one event to the next.
/// Memory: the events of watches and sessions that are still open, a few thousand at most.
package struct AuditLogGenerator: Sendable {
  private struct Compiled: Sendable {
    var started: EventTemplate?
    var completed: EventTemplate
    var duration: ClosedRange<Int>?
  }

  // Seconds; no request of the traffic but a rare session is open for longer.
  private static let longestWatch = 600

  private let cluster: Cluster
  private let compiled: [Compiled]
  // Upper end of each exchange's share of the 32-bit numbers.
  private let thresholds: [UInt32]
  private let meanGap: Int
  private let end: Instant?
  private var random: SplitMix64
  private var nextArrival: Instant
  private var version = 412_900_000
  private var pending = PendingEvents()

  /// A large cluster, with the rare events that detections look for.
  ///
  /// Errors: a template of this module is malformed, which the tests rule out.
  package init(seed: UInt64, start: Instant) throws(TemplateError) {
    try self.init(
      cluster: Cluster(size: .large, seed: seed), traffic: .busy, meanGap: 18_000, seed: seed,
      start: start, end: nil)
  }

  init(
    cluster: Cluster, traffic: Traffic, meanGap: Int, seed: UInt64, start: Instant, end: Instant?
  ) throws(TemplateError) {
    self.cluster = cluster
    self.meanGap = meanGap
    self.end = end
    random = SplitMix64(seed: seed ^ 0xA0D1_7106)
    nextArrival = start
    var compiled: [Compiled] = []
    for share in traffic.shares { compiled.append(try Self.compile(share.exchange)) }
    self.compiled = compiled
    let total = traffic.shares.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    thresholds = traffic.shares.map { share in
      sum += share.weight
      return UInt32(min(sum / total * 4_294_967_296, 4_294_967_295))
    }
    openEarlierRequests(before: start)
  }

  private static func compile(_ exchange: AuditExchange) throws(TemplateError) -> Compiled {
    let isLong = exchange.duration != nil
    return Compiled(
      started: isLong ? try EventTemplate(exchange.text(.responseStarted)) : nil,
      completed: try EventTemplate(exchange.text(.responseComplete)),
      duration: exchange.duration)
  }

  // A log starts in the middle of a cluster's life: watches opened before it end within it.
  private mutating func openEarlierRequests(before start: Instant) {
    var arrival = start.advanced(by: -Self.longestWatch * 1_000_000)
    while arrival < start {
      let exchange = compiled[choose()]
      if let duration = exchange.duration {
        var draw = makeDraw(staged: arrival)
        draw.staged = arrival.advanced(by: random.within(duration) * 1_000_000)
        if draw.staged >= start { pending.insert(exchange.completed, draw) }
      }
      arrival = arrival.advanced(by: 1 + random.below(2 * meanGap))
    }
  }

  /// Adds a request at a given time, besides those that are drawn.
  mutating func schedule(_ exchange: AuditExchange, at time: Instant) throws(TemplateError) {
    admit(try Self.compile(exchange), at: time)
  }

  /// Appends one event and its line feed; false when the log has come to its end.
  package mutating func appendEvent(to output: inout [UInt8]) -> Bool {
    while true {
      if let due = pending.earliest, due <= nextArrival {
        if let end, due > end { return false }
        guard let entry = pending.popEarliest() else { return false }
        entry.template.write(entry.draw, in: cluster, to: &output)
        return true
      }
      let arrival = nextArrival
      if let end, arrival > end {
        guard let due = pending.earliest, due <= end else { return false }
        nextArrival = due
        continue
      }
      nextArrival = arrival.advanced(by: 1 + random.below(2 * meanGap))
      let exchange = compiled[choose()]
      guard exchange.duration == nil else {
        admit(exchange, at: arrival)
        continue
      }
      exchange.completed.write(makeDraw(staged: arrival), in: cluster, to: &output)
      return true
    }
  }

  private mutating func admit(_ exchange: Compiled, at time: Instant) {
    var draw = makeDraw(staged: time)
    if let started = exchange.started { pending.insert(started, draw) }
    if let duration = exchange.duration {
      draw.staged = time.advanced(
        by: random.within(duration) * 1_000_000 + random.below(1_000_000))
    }
    pending.insert(exchange.completed, draw)
  }

  private mutating func makeDraw(staged: Instant) -> EventDraw {
    version += random.within(1...9)
    // Most requests take milliseconds; one in twenty waits for storage or admission.
    let isSlow = random.below(20) == 0
    let latency = 350 + random.below(isSlow ? 180_000 : 6_000)
    return EventDraw(
      received: staged.advanced(by: -latency), staged: staged, version: version, cluster: cluster,
      &random)
  }

  private mutating func choose() -> Int {
    let ticket = UInt32(truncatingIfNeeded: random.next() >> 32)
    var low = 0
    var high = thresholds.count - 1
    while low < high {
      let middle = (low + high) / 2
      if ticket < thresholds[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
