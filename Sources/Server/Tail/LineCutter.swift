import Foundation

/// Cuts whole lines off text that comes in pieces.
package struct LineCutter: Sendable {
  /// A line that has not ended yet.
  package private(set) var rest: [UInt8] = []
  private let largestLine: Int

  package init(largestLine: Int) {
    self.largestLine = largestLine
  }

  /// Calls `body` with each line that ends in the piece.
  ///
  /// Errors: false when a line is longer than the limit; it is cut there.
  package mutating func add(
    _ piece: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    guard let base = piece.baseAddress else { return true }
    var start = 0
    var isWhole = true
    while start < piece.count, let found = memchr(base + start, 0x0A, piece.count - start) {
      let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      let line = UnsafeBufferPointer(rebasing: piece[start..<end])
      if rest.isEmpty {
        emit(line, body)
      } else {
        rest.append(contentsOf: line)
        rest.withUnsafeBufferPointer { emit($0, body) }
        rest.removeAll(keepingCapacity: true)
      }
      start = end + 1
    }
    if start < piece.count { rest.append(contentsOf: piece[start...]) }
    if rest.count > largestLine {
      isWhole = false
      finish(body)
    }
    return isWhole
  }

  /// Takes what is left for a line.
  package mutating func finish(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    rest.withUnsafeBufferPointer { emit($0, body) }
    rest.removeAll(keepingCapacity: false)
  }

  private func emit(
    _ line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var count = line.count
    while count > 0, line[count - 1] == 0x0D { count -= 1 }
    let text = UnsafeBufferPointer(rebasing: line[0..<count])
    if text.contains(where: { $0 > 0x20 }) { body(text) }
  }
}
