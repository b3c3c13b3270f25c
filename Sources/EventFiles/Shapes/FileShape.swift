package import EventModel
import Foundation

/// How a file is cut into records.
struct FileShape: Equatable {
  enum Cut {
    /// At line feeds.
    case lines
    /// At line feeds behind which no continuation stands: container logs split long lines.
    case containerLines
    /// Before lines that begin with `<Event`: Windows events in XML, which may have line feeds.
    case windowsEvents
    /// Between JSON documents, and between the elements of arrays.
    case documents
  }

  let cut: Cut
  /// Whether a record that is not JSON is a plain line rather than broken.
  let allowsText: Bool
  /// Whether all records are plain lines, even such as look like JSON.
  var isTextOnly = false
  /// Whether values may stand unquoted in the records, so that only bare literals tell which can
  /// match: in plain lines, and in envelopes around them.
  let usesBareLiterals: Bool

  static let jsonLines = FileShape(cut: .lines, allowsText: false, usesBareLiterals: false)
  static let envelopeLines = FileShape(cut: .lines, allowsText: false, usesBareLiterals: true)
  static let documents = FileShape(cut: .documents, allowsText: false, usesBareLiterals: false)
  static let envelopes = FileShape(cut: .documents, allowsText: false, usesBareLiterals: true)
  static let textLines = FileShape(cut: .lines, allowsText: true, usesBareLiterals: true)
  static let plainLines = FileShape(
    cut: .lines, allowsText: true, isTextOnly: true, usesBareLiterals: true)
  static let windowsEvents = FileShape(
    cut: .windowsEvents, allowsText: true, isTextOnly: true, usesBareLiterals: true)
  static let container = FileShape(cut: .containerLines, allowsText: true, usesBareLiterals: true)
}

/// Tells how a file is to be cut from its first bytes.
struct ShapeRecognition {
  /// Units: bytes. How much of a file is looked at.
  static let headSize = 64 << 10

  private let document = JSONDocument()

  /// The head starts behind a byte order mark. `isWhole`: the file has nothing else.
  func shape(of head: Bytes, isWhole: Bool, format: InputFormat) -> FileShape {
    switch format {
    case .auto: return recognised(head, isWhole: isWhole)
    case .audit, .ndjson: return .jsonLines
    case .eventlist, .json: return .documents
    case .hec, .aks, .cloudwatch:
      let found = recognised(head, isWhole: isWhole)
      return found.cut == .documents ? .envelopes : found.allowsText ? found : .envelopeLines
    case .docker, .cri: return .container
    case .kv, .lines: return .plainLines
    }
  }

  private func recognised(_ head: Bytes, isWhole: Bool) -> FileShape {
    guard let first = head.firstIndex(where: { !isBlank($0) }) else { return .jsonLines }
    let text = head.slice(first..<head.count)
    switch text[0] {
    case UInt8(ascii: "{"): return objects(text, isWhole: isWhole)
    case UInt8(ascii: "["):
      let rest = text.slice(1..<text.count)
      guard let next = rest.firstIndex(where: { !isBlank($0) }) else {
        return isWhole ? .textLines : .documents
      }
      guard [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]")].contains(rest[next]) else {
        return .textLines
      }
      return EnvelopeKeys.mayBegin(rest.slice(next..<rest.count)) ? .envelopes : .documents
    case UInt8(ascii: "<") where WindowsEventLine.begins(text): return .windowsEvents
    default:
      return ContainerLine.isContainerLine(line(of: text)) ? .container : .textLines
    }
  }

  private func objects(_ text: Bytes, isWhole: Bool) -> FileShape {
    let isEnvelope = EnvelopeKeys.mayBegin(text)
    let lines: FileShape = isEnvelope ? .envelopeLines : .jsonLines
    let documents: FileShape = isEnvelope ? .envelopes : .documents
    let first = line(of: text)
    if isDocuments(first) {
      return DockerLine.isDockerLine(first) ? .container : lines
    }
    guard first.count < text.count else {
      // One line as far as can be seen: several documents in it need not end at its end.
      return isWhole || text.startsWithDocument(document) ? documents : lines
    }
    let last = first.trimmed.last
    if ["{", "[", ",", ":"].contains(where: { UInt8(ascii: $0) == last }) { return documents }
    if text.startsWithDocument(document) { return documents }
    let looksLikeJSON = first.count > 1 && first[1] == UInt8(ascii: "\"")
    return looksLikeJSON || hasDocumentLine(text) ? lines : .textLines
  }

  private func hasDocumentLine(_ text: Bytes) -> Bool {
    text.lines(limit: 20).contains { $0.count > 1 && isDocuments($0) }
  }

  /// Whether a line is one JSON object or several.
  private func isDocuments(_ line: Bytes) -> Bool {
    guard line.trimmed.last == UInt8(ascii: "}") else { return false }
    do {
      try document.index(line)
      var token = 0
      while token < document.tokenCount {
        guard document.byte(at: token) == UInt8(ascii: "{") else { return false }
        token = try document.skip(token)
      }
      return true
    } catch {
      return false
    }
  }

  private func line(of text: Bytes) -> Bytes {
    text.slice(0..<(text.firstIndex { $0 == UInt8(ascii: "\n") } ?? text.count))
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}

extension Bytes {
  func firstIndex(where test: (UInt8) -> Bool) -> Int? { buffer.firstIndex(where: test) }

  /// Without blanks and line ends around it.
  package var trimmed: Bytes {
    var start = 0
    var end = count
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return slice(start..<end)
  }

  var withoutLineEnd: Bytes {
    var end = count
    while end > 0, self[end - 1] == 0x0A || self[end - 1] == 0x0D { end -= 1 }
    return slice(0..<end)
  }

  var last: UInt8? { count > 0 ? self[count - 1] : nil }

  package func starts(with prefix: Bytes) -> Bool {
    count >= prefix.count && memcmp(start, prefix.start, prefix.count) == 0
  }

  func ends(with suffix: Bytes) -> Bool {
    count >= suffix.count && slice((count - suffix.count)..<count) == suffix
  }

  fileprivate func lines(limit: Int) -> [Bytes] {
    buffer.split(separator: UInt8(ascii: "\n"), maxSplits: limit).prefix(limit)
      .compactMap { part in
        let rebased = UnsafeBufferPointer(rebasing: part)
        return rebased.baseAddress.map { Bytes(start: $0, count: rebased.count) }
      }
  }

  /// Whether a whole JSON object stands at the front.
  fileprivate func startsWithDocument(_ document: JSONDocument) -> Bool {
    var splitter = DocumentSplitter()
    var records: [RecordPlace] = []
    _ = splitter.split(self, from: 0, into: &records)
    guard let first = records.first else { return false }
    do {
      try document.index(slice(first.start..<first.end))
      return try document.skip(0) == document.tokenCount
    } catch {
      return false
    }
  }
}
