import EventModel

/// The first line of a Windows event in XML form.
enum WindowsEventLine {
  private static let start = Bytes("<Event")

  static func begins(_ line: Bytes) -> Bool {
    guard line.starts(with: start), line.count > start.count else { return false }
    let next = line[start.count]
    return next <= 0x20 || next == UInt8(ascii: ">")
  }

  /// What the event says of its time; it stands near the front, behind the event's number.
  static func time(_ event: Bytes) -> Bytes? {
    let head = event.slice(0..<min(event.count, 4096))
    guard begins(event), let found = place(of: mark, in: head) else { return nil }
    let start = found + mark.count
    guard start < head.count else { return nil }
    let quote = head[start]
    let rest = event.slice((start + 1)..<min(event.count, start + 64))
    return rest.firstIndex { $0 == quote }.map { rest.slice(0..<$0) }
  }

  private static func place(of text: Bytes, in bytes: Bytes) -> Int? {
    var place = 0
    while place + text.count <= bytes.count {
      if bytes[place] == text[0], bytes.slice(place..<place + text.count) == text { return place }
      place += 1
    }
    return nil
  }

  private static let mark = Bytes("SystemTime=")
}
