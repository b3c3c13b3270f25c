import EventModel
import Foundation

/// The lists of a segment's header as blobs.
enum HeaderText {
  static func encoded(_ metadata: [EventBlock.Metadata]) -> Data {
    var bytes: [UInt8] = []
    bytes.appendNumber(metadata.count)
    for described in metadata {
      for text in [described.index, described.source, described.sourcetype, described.host] {
        bytes.appendNumber(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
      }
    }
    return Data(bytes)
  }

  static func encoded(_ ends: [Int]) -> Data {
    var bytes: [UInt8] = []
    for end in ends { bytes.appendNumber(end) }
    return Data(bytes)
  }

  static func metadata(_ data: Data) throws -> [EventBlock.Metadata] {
    try read(data) { input in
      try (0..<(try input.number())).map { _ in
        let texts = try (0..<4).map { _ in try input.take(try input.number()).string }
        return EventBlock.Metadata(
          index: texts[0], source: texts[1], sourcetype: texts[2], host: texts[3])
      }
    }
  }

  static func ends(_ data: Data) throws -> [Int] {
    try read(data) { input in
      var ends: [Int] = []
      while input.rest > 0 { ends.append(try input.number()) }
      return ends
    }
  }

  private static func read<Value>(
    _ data: Data, _ body: (inout ByteInput) throws -> Value
  ) throws -> Value {
    try data.withUnsafeBytes { buffer in
      let bytes = buffer.bindMemory(to: UInt8.self)
      var input = ByteInput(
        bytes.baseAddress.map { Bytes(start: $0, count: bytes.count) } ?? .empty)
      return try body(&input)
    }
  }
}
