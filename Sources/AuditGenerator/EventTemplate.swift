/// The text of one kind of event, cut into the bytes that never change and the holes between them.
struct EventTemplate: Sendable {
  private struct Piece: Sendable {
    var literal: Range<Int>
    var hole: Hole
  }

  private let bytes: [UInt8]
  private let pieces: [Piece]
  private let tail: Range<Int>

  init(_ text: String) throws(TemplateError) {
    var bytes: [UInt8] = []
    var pieces: [Piece] = []
    var start = 0
    var rest = Array(text.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      bytes.append(contentsOf: rest[..<open])
      guard let close = rest[open...].firstIndex(of: UInt8(ascii: ">")) else {
        throw TemplateError.unclosedHole(text: text)
      }
      let name = String(decoding: rest[(open + 1)..<close], as: UTF8.self)
      guard let hole = Hole(rawValue: name) else {
        throw TemplateError.unknownHole(name: name, text: text)
      }
      pieces.append(Piece(literal: start..<bytes.count, hole: hole))
      start = bytes.count
      rest = rest[(close + 1)...]
    }
    bytes.append(contentsOf: rest)
    bytes.append(UInt8(ascii: "\n"))
    self.bytes = bytes
    self.pieces = pieces
    tail = start..<bytes.count
  }

  func write(_ draw: EventDraw, in cluster: Cluster, to output: inout [UInt8]) {
    for piece in pieces {
      output.append(contentsOf: bytes[piece.literal])
      draw.fill(piece.hole, in: cluster, to: &output)
    }
    output.append(contentsOf: bytes[tail])
  }
}

/// A template that cannot be read: a mistake in this program, found when the generator is made.
package enum TemplateError: Error, CustomStringConvertible, Sendable {
  case unclosedHole(text: String)
  case unknownHole(name: String, text: String)

  package var description: String {
    switch self {
    case .unclosedHole(let text):
      "event template: a \"<\" has no \">\"; close the hole or write \\u003c: \(text.prefix(200))"
    case .unknownHole(let name, let text):
      "event template: no hole is called \"\(name)\"; add it to Hole or correct: \(text.prefix(200))"
    }
  }
}
