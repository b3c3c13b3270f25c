#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a content file says about itself at its top level.
struct ContentHeader: Equatable {
  let name: String
  let id: String?
  let type: String?

  /// Finds the values without parsing; nil when only a parser can tell.
  ///
  /// A top-level key of a block mapping stands at the start of a line. So every line that starts
  /// there must look like a key, and each wanted key must be there once: then no line inside a
  /// quoted text can be taken for it. Anything less plain is left to the parser.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var scan = TopLevelScan(bytes)
    guard scan.run(), let name = scan.name else { return nil }
    self.name = name
    id = scan.id
    type = scan.type
  }
}

private struct TopLevelScan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var hasKey = false
  private(set) var name: String?
  private(set) var id: String?
  private(set) var type: String?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func run() -> Bool {
    guard hasPlainLineEnds() else { return false }
    while position < bytes.count {
      let end = offset(of: UInt8(ascii: "\n"), from: position) ?? bytes.count
      guard readLine(position..<trimmingReturn(end)) else { return false }
      position = end + 1
    }
    return hasKey
  }

  /// A carriage return alone also ends a line of YAML.
  private func hasPlainLineEnds() -> Bool {
    var start = 0
    while let found = offset(of: UInt8(ascii: "\r"), from: start) {
      guard found + 1 < bytes.count, bytes[found + 1] == UInt8(ascii: "\n") else { return false }
      start = found + 2
    }
    return true
  }

  private func offset(of byte: UInt8, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  private func trimmingReturn(_ end: Int) -> Int {
    end > position && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }

  // MARK: Lines

  /// False when the line is more than this scan understands.
  private mutating func readLine(_ line: Range<Int>) -> Bool {
    guard let first = line.isEmpty ? nil : bytes[line.lowerBound] else { return true }
    switch first {
    case UInt8(ascii: "#"): return true
    case UInt8(ascii: " "), UInt8(ascii: "\t"): return hasKey
    case UInt8(ascii: "-"): return hasKey ? isItem(line) : isDocumentStart(line)
    default: return readKey(line)
    }
  }

  private func isItem(_ line: Range<Int>) -> Bool {
    line.count == 1 || bytes[line.lowerBound + 1] == UInt8(ascii: " ")
  }

  private func isDocumentStart(_ line: Range<Int>) -> Bool {
    line.count == 3 && bytes[line].allSatisfy { $0 == UInt8(ascii: "-") }
  }

  private mutating func readKey(_ line: Range<Int>) -> Bool {
    var colon = line.lowerBound
    while colon < line.upperBound, Self.isWord(bytes[colon]) { colon += 1 }
    guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":"),
      colon + 1 == line.upperBound || bytes[colon + 1] == UInt8(ascii: " ")
    else { return false }
    hasKey = true
    let value = colon + 1..<line.upperBound
    switch UnsafeBufferPointer(rebasing: bytes[line.lowerBound..<colon]) {
    case let key where key.elementsEqual("name".utf8): return read(value, into: \.name)
    case let key where key.elementsEqual("id".utf8): return read(value, into: \.id)
    case let key where key.elementsEqual("type".utf8): return read(value, into: \.type)
    default: return true
    }
  }

  private mutating func read(
    _ range: Range<Int>, into target: WritableKeyPath<TopLevelScan, String?>
  ) -> Bool {
    guard self[keyPath: target] == nil, !isContinued(after: range.upperBound),
      let value = scalar(range)
    else { return false }
    self[keyPath: target] = value
    return true
  }

  /// Whether the next line that is not blank is indented.
  private func isContinued(after end: Int) -> Bool {
    var offset = end
    var isIndented = false
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isIndented = false
      case UInt8(ascii: " "), UInt8(ascii: "\t"): isIndented = true
      default: return isIndented
      }
      offset += 1
    }
    return false
  }

  // MARK: Scalars

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// A plain or quoted scalar of ASCII that ends on its line and has no escapes.
  private func scalar(_ range: Range<Int>) -> String? {
    var range = range
    let blank = UInt8(ascii: " ")
    while !range.isEmpty, bytes[range.lowerBound] == blank { range.removeFirst() }
    while !range.isEmpty, bytes[range.upperBound - 1] == blank { range.removeLast() }
    guard let first = range.isEmpty ? nil : bytes[range.lowerBound],
      bytes[range].allSatisfy({ (0x20..<0x7F).contains($0) })
    else { return nil }
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      guard range.count > 2, bytes[range.upperBound - 1] == first else { return nil }
      let inside = range.lowerBound + 1..<range.upperBound - 1
      let isSimple = bytes[inside].allSatisfy { $0 != first && $0 != UInt8(ascii: "\\") }
      return isSimple ? text(inside) : nil
    default:
      guard Self.isWord(first) else { return nil }
      let text = text(range)
      return isPlain(range) && !YAMLScalar(text: text, style: .plain).isNull ? text : nil
    }
  }

  /// Neither a comment nor a mapping follows.
  private func isPlain(_ range: Range<Int>) -> Bool {
    guard bytes[range.upperBound - 1] != UInt8(ascii: ":") else { return false }
    return !range.dropLast().contains { offset in
      switch (bytes[offset], bytes[offset + 1]) {
      case (UInt8(ascii: ":"), UInt8(ascii: " ")), (UInt8(ascii: " "), UInt8(ascii: "#")): true
      default: false
      }
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}

extension Range<Int> {
  fileprivate mutating func removeFirst() { self = lowerBound + 1..<upperBound }
  fileprivate mutating func removeLast() { self = lowerBound..<upperBound - 1 }
}
