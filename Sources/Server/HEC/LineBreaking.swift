import EventModel
import Foundation

/// Where events begin in lines of text.
enum LineBreaking {
  case everyLine
  /// A line that begins `<Event` begins an event; others go on with the last one.
  case windowsEvents

  init(sourcetype: String) {
    self = sourcetype.lowercased().hasPrefix("xmlwineventlog") ? .windowsEvents : .everyLine
  }

  /// Ordering: as they stand; a carriage return before a line feed is not part of a line.
  func forEachEvent(
    in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard let base = text.baseAddress else { return }
    var start = 0
    // Of the event that has not ended.
    var open: Range<Int>?
    while start < text.count {
      let found = memchr(base + start, 0x0A, text.count - start)
      let lineEnd = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? text.count
      var end = lineEnd
      while end > start, text[end - 1] == 0x0D { end -= 1 }
      defer { start = lineEnd + 1 }
      guard !isBlank(text, start..<end) else { continue }
      switch self {
      case .everyLine: body(UnsafeBufferPointer(rebasing: text[start..<end]))
      case .windowsEvents:
        if let begun = open {
          guard beginsEvent(text, start..<end) else {
            open = begun.lowerBound..<end
            continue
          }
          body(UnsafeBufferPointer(rebasing: text[begun]))
        }
        open = start..<end
      }
    }
    if let open { body(UnsafeBufferPointer(rebasing: text[open])) }
  }

  private func isBlank(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where text[index] > 0x20 { return false }
    return true
  }

  private func beginsEvent(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let mark = Bytes("<Event")
    guard range.count > mark.count else { return false }
    for index in 0..<mark.count where text[range.lowerBound + index] != mark[index] {
      return false
    }
    let next = text[range.lowerBound + mark.count]
    return next <= 0x20 || next == UInt8(ascii: ">")
  }
}
