import EventModel

/// A line of a data set.
package struct ReplayEvent: Sendable, Equatable {
  package var text: [UInt8]
  /// When an audit event was logged, in seconds since the epoch; nil for other lines.
  package let time: Double?

  private static let stage = Array(#""stageTimestamp":""#.utf8)
  private static let received = Array(#""requestReceivedTimestamp":""#.utf8)

  package init(text: [UInt8]) {
    self.text = text
    time =
      Self.isAudit(text)
      ? Self.timestamp(Self.stage, in: text).flatMap { RFC3339.parse(text[$0]) } : nil
  }

  package var isAudit: Bool { Self.isAudit(text) }

  private static func isAudit(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { AuditText.isEvent(Bytes(start: $0, count: buffer.count)) } ?? false
    }
  }

  /// The same event at another time; requests take as long as they took, times the scale.
  package func moved(_ clock: ReplayClock) -> ReplayEvent {
    guard time != nil else { return self }
    var moved = text
    for key in [Self.stage, Self.received] {
      guard let place = Self.timestamp(key, in: moved), let old = RFC3339.parse(moved[place])
      else { continue }
      moved.replaceSubrange(place, with: Self.written(clock.time(of: old)))
    }
    return ReplayEvent(text: moved)
  }

  /// The last of its name: objects within the event may have one, too.
  private static func timestamp(_ key: [UInt8], in text: [UInt8]) -> Range<Int>? {
    guard var place = text.lastIndex(of: UInt8(ascii: "}")) else { return nil }
    while place >= key.count {
      let start = place - key.count
      if text[place - 1] == key[key.count - 1], text[start..<place].elementsEqual(key) {
        guard let end = text[place...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return place..<end
      }
      place -= 1
    }
    return nil
  }

  /// As the API server writes it, to the microsecond.
  private static func written(_ seconds: Double) -> [UInt8] {
    guard let time = CivilTime(epoch: seconds, zone: .utc) else { return [] }
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let day = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
    let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
    return Array("\(day)T\(clock).\(padded(time.microsecond, 6))Z".utf8)
  }
}

extension RFC3339 {
  static func parse(_ text: ArraySlice<UInt8>) -> Double? {
    text.withUnsafeBufferPointer { parse($0) }
  }
}
