import EventModel

/// A line of a container log in the CRI format: `TIME stdout F TEXT`.
struct ContainerLine {
  let time: Bytes
  let stream: Bytes
  /// Whether the text goes on in the next line of the same stream.
  let isPartial: Bool
  let text: Bytes

  init?(_ line: Bytes) {
    // `2026-11-24T03:47:53.919171123Z stdout F `
    guard line.count > 30, line[4] == UInt8(ascii: "-"), line[10] == UInt8(ascii: "T"),
      let space = line.slice(0..<min(line.count, 40)).firstIndex(where: { $0 == 0x20 })
    else { return nil }
    let rest = line.slice((space + 1)..<line.count)
    guard rest.starts(with: Bytes("stdout ")) || rest.starts(with: Bytes("stderr ")),
      rest.count >= 8, rest[7] == UInt8(ascii: "F") || rest[7] == UInt8(ascii: "P"),
      rest.count == 8 || rest[8] == 0x20 || rest[8] == UInt8(ascii: ":")
    else { return nil }
    time = line.slice(0..<space)
    stream = rest.slice(0..<6)
    isPartial = rest[7] == UInt8(ascii: "P")
    // Behind `F` further tags may follow, set off by colons.
    let end = rest.slice(7..<rest.count).firstIndex { $0 == 0x20 }
    text = end.map { rest.slice((7 + $0 + 1)..<rest.count) } ?? .empty
  }

  static func isContainerLine(_ line: Bytes) -> Bool { ContainerLine(line) != nil }
}

/// A line of Docker's `json-file` log: `{"log":"TEXT\n","stream":"stdout","time":"…"}`.
enum DockerLine {
  static let start = Bytes(#"{"log":""#)
  private static let afterLog = Bytes(#"","stream":""#)

  static func isDockerLine(_ line: Bytes) -> Bool {
    line.starts(with: start) && logEnd(line) != nil
  }

  /// The stream, and whether the text goes on in its next line: Docker ends every whole one with
  /// a line feed.
  static func part(_ line: Bytes) -> (stream: Bytes, isPartial: Bool)? {
    guard line.starts(with: start), let end = logEnd(line) else { return nil }
    let rest = line.slice((end + afterLog.count)..<line.count)
    guard let quote = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") }) else { return nil }
    return (rest.slice(0..<quote), !endsWithLineFeed(line.slice(start.count..<end)))
  }

  /// Whether a string's inside ends with an escaped line feed, and not with an escaped backslash
  /// and an `n`.
  private static func endsWithLineFeed(_ log: Bytes) -> Bool {
    guard log.last == UInt8(ascii: "n") else { return false }
    var backslashes = 0
    while backslashes < log.count - 1,
      log[log.count - 2 - backslashes] == UInt8(ascii: "\\")
    {
      backslashes += 1
    }
    return backslashes % 2 == 1
  }

  /// Where the closing quote of `log` stands; what follows it is short.
  private static func logEnd(_ line: Bytes) -> Int? {
    var end = line.count - afterLog.count
    let limit = max(start.count, end - 4096)
    while end >= limit {
      if line[end] == UInt8(ascii: "\""),
        line.slice(end..<(end + afterLog.count)) == afterLog
      {
        return end
      }
      end -= 1
    }
    return nil
  }
}
