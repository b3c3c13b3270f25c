/// The acknowledgements of every channel of the HTTP Event Collector.
///
/// An event that got an id is stored already, so an id is true until somebody has asked for it.
/// Memory: some bytes an id that nobody asked for; beyond `largestPending` of a channel the oldest
/// are forgotten, and so are channels that were silent for `idleSeconds`.
package struct HECChannels: Sendable {
  private struct Channel: Sendable {
    var next: UInt64 = 0
    var oldest: UInt64 = 0
    var pending: Set<UInt64> = []
    var lastUse: Double
  }

  private var channels: [String: Channel] = [:]
  private let largestPending: Int
  private let largestChannels: Int
  private let idleSeconds: Double
  private var lastSweep = 0.0
  /// Ids that were dropped before anybody asked for them.
  package private(set) var forgotten = 0

  package init(
    largestPending: Int = 100_000, largestChannels: Int = 10_000, idleSeconds: Double = 3600
  ) {
    self.largestPending = largestPending
    self.largestChannels = largestChannels
    self.idleSeconds = idleSeconds
  }

  package var count: Int { channels.count }

  /// The channel that a request names.
  ///
  /// Errors: `channelMissing`, or `invalidChannel` for anything but a GUID.
  package static func channel(of head: RequestHead) throws(HECFault) -> String {
    let name = head.header("x-splunk-request-channel") ?? head.query["channel"]
    guard let name, !name.isEmpty else { throw HECFault(.channelMissing) }
    guard isGUID(name) else { throw HECFault(.invalidChannel) }
    return name.lowercased()
  }

  private static func isGUID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return false }
    for (index, byte) in bytes.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == UInt8(ascii: "-") else { return false }
      } else {
        let isDigit = byte &- 0x30 < 10
        guard isDigit || (byte | 0x20) &- 0x61 < 6 else { return false }
      }
    }
    return true
  }

  /// Whether a channel would be too many; asked before events are stored for it.
  package mutating func hasRoom(for token: String, _ channel: String, now: Double) -> Bool {
    if channels[key(token, channel)] != nil || channels.count < largestChannels { return true }
    sweep(now: now)
    return channels.count < largestChannels
  }

  /// The id of events that have just been stored.
  package mutating func acknowledge(token: String, channel name: String, now: Double) -> UInt64 {
    if now - lastSweep > idleSeconds / 4 { sweep(now: now) }
    var channel = channels.removeValue(forKey: key(token, name)) ?? Channel(lastUse: now)
    let id = channel.next
    channel.next += 1
    channel.lastUse = now
    channel.pending.insert(id)
    while channel.pending.count > largestPending {
      if channel.pending.remove(channel.oldest) != nil { forgotten += 1 }
      channel.oldest += 1
    }
    channels[key(token, name)] = channel
    return id
  }

  /// Whether the events of each id are stored; an id that is answered with true is forgotten.
  package mutating func take(
    _ ids: [UInt64], token: String, channel name: String, now: Double
  ) -> [Bool] {
    guard var channel = channels.removeValue(forKey: key(token, name)) else {
      return ids.map { _ in false }
    }
    channel.lastUse = now
    let answers = ids.map { channel.pending.contains($0) }
    channel.pending.subtract(ids)
    channels[key(token, name)] = channel
    return answers
  }

  private mutating func sweep(now: Double) {
    lastSweep = now
    for (key, channel) in channels where now - channel.lastUse > idleSeconds {
      forgotten += channel.pending.count
      channels[key] = nil
    }
  }

  private func key(_ token: String, _ channel: String) -> String { channel + token }
}
