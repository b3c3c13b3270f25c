import EventModel

/// A pattern of `like`: `%` for any run of characters, `_` for one, anchored at both ends.
///
/// Source: Splunk Search Reference, `like`; it names no escape, so a backslash is itself.
struct LikePattern: Sendable {
  private enum Piece: Sendable {
    case byte(UInt8)
    case character
    case run
  }

  private let pieces: [Piece]

  init(_ pattern: [UInt8]) {
    pieces = pattern.map {
      switch $0 {
      case UInt8(ascii: "%"): .run
      case UInt8(ascii: "_"): .character
      default: .byte($0)
      }
    }
  }

  /// Greedy with one way back, to the last `%`: linear for nearly every text.
  func matches(_ text: Bytes) -> Bool {
    var piece = 0
    var position = 0
    var retry: (piece: Int, position: Int)?
    while true {
      if piece < pieces.count, case .run = pieces[piece] {
        piece += 1
        if piece == pieces.count { return true }
        retry = (piece, position)
        continue
      }
      if piece == pieces.count, position == text.count { return true }
      if piece < pieces.count, let next = step(pieces[piece], text, position) {
        piece += 1
        position = next
        continue
      }
      guard let back = retry, back.position < text.count else { return false }
      piece = back.piece
      position = next(back.piece, text, back.position + 1)
      retry = (piece, position)
    }
  }

  /// The next place at which a piece can match.
  private func next(_ piece: Int, _ text: Bytes, _ from: Int) -> Int {
    guard case .byte(let byte) = pieces[piece] else { return from }
    var position = from
    while position < text.count, text[position] != byte { position += 1 }
    return position
  }

  private func step(_ piece: Piece, _ text: Bytes, _ position: Int) -> Int? {
    guard position < text.count else { return nil }
    switch piece {
    case .byte(let byte): return text[position] == byte ? position + 1 : nil
    case .character:
      var next = position + 1
      while next < text.count, !CodePoints.startsCharacter(text[next]) { next += 1 }
      return next
    case .run: return nil
    }
  }
}
