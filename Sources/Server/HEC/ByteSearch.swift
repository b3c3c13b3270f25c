import EventModel
import Foundation

/// Finds bytes in texts.
enum ByteSearch {
  /// Where a text begins in another; nil when it is not in it.
  static func first(of needle: Bytes, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = text.baseAddress, needle.count > 0 else { return nil }
    var from = 0
    while from + needle.count <= text.count {
      guard
        let found = memchr(base + from, Int32(needle[0]), text.count - needle.count - from + 1)
      else { return nil }
      let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if memcmp(base + place, needle.start, needle.count) == 0 { return place }
      from = place + 1
    }
    return nil
  }
}
