/// Reads what a `StateWriter` wrote.
package struct StateReader: Sendable {
  /// The bytes ended before the state did, or say something impossible.
  package struct Malformed: Error {
    package init() {}
  }

  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package mutating func int() throws -> Int { Int(Int64(bitPattern: try word())) }

  package mutating func double() throws -> Double { Double(bitPattern: try word()) }

  package mutating func text() throws -> [UInt8] {
    let count = try int()
    guard count >= 0, count <= bytes.count - position else { throw Malformed() }
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  private mutating func word() throws -> UInt64 {
    guard bytes.count - position >= 8 else { throw Malformed() }
    defer { position += 8 }
    return (0..<8).reduce(0) { $0 | UInt64(bytes[position + $1]) << (8 * UInt64($1)) }
  }
}
