import EventModel

/// The first line of a Windows event in XML form.
enum WindowsEventLine {
  private static let start = Bytes("<Event")

  static func begins(_ line: Bytes) -> Bool {
    guard line.starts(with: start), line.count > start.count else { return false }
    let next = line[start.count]
    return next <= 0x20 || next == UInt8(ascii: ">")
  }
}
