/// Writes small databases in the MaxMind DB format, with records of 24 bits and IPv6 addresses.
///
/// Source: MaxMind DB file format specification 2.0.
struct MaxMindFile {
  indirect enum Value {
    case text(String)
    case double(Double)
    case float(Float)
    case uint16(UInt16)
    case uint32(UInt32)
    case uint64(UInt64)
    case array([Value])
    case map([(String, Value)])
  }

  /// Networks (bits from the left, IPv4 ones behind 96 zero bits) and what is known of them.
  private var networks: [(bits: [Bool], value: Value)] = []

  mutating func add(ipv4 address: [UInt8], prefix: Int, _ value: Value) {
    let bits = Array(repeating: false, count: 96) + Self.bits(address).prefix(prefix)
    networks.append((bits, value))
  }

  mutating func add(ipv6 address: [UInt8], prefix: Int, _ value: Value) {
    networks.append((Array(Self.bits(address).prefix(prefix)), value))
  }

  private static func bits(_ bytes: [UInt8]) -> [Bool] {
    bytes.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 == 1 } }
  }

  private enum Record {
    case nothing
    case node(Int)
    case data(Int)
  }

  func bytes() -> [UInt8] {
    var nodes: [[Record]] = [[.nothing, .nothing]]
    var data: [UInt8] = []
    for network in networks {
      let offset = data.count
      Self.encode(network.value, into: &data)
      var node = 0
      for bit in network.bits.dropLast() {
        if case .node(let next) = nodes[node][bit ? 1 : 0] {
          node = next
        } else {
          nodes.append([.nothing, .nothing])
          nodes[node][bit ? 1 : 0] = .node(nodes.count - 1)
          node = nodes.count - 1
        }
      }
      nodes[node][network.bits.last == true ? 1 : 0] = .data(offset)
    }
    var file: [UInt8] = []
    for record in nodes.joined() {
      let value: Int
      switch record {
      case .nothing: value = nodes.count
      case .node(let number): value = number
      case .data(let offset): value = nodes.count + 16 + offset
      }
      for shift in [16, 8, 0] { file.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    file += [UInt8](repeating: 0, count: 16) + data
    file += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
    Self.encode(
      .map([
        ("binary_format_major_version", .uint16(2)), ("binary_format_minor_version", .uint16(0)),
        ("build_epoch", .uint64(1_700_000_000)), ("database_type", .text("Test-City")),
        ("description", .map([("en", .text("for tests"))])), ("ip_version", .uint16(6)),
        ("languages", .array([.text("en")])), ("node_count", .uint32(UInt32(nodes.count))),
        ("record_size", .uint16(24)),
      ]), into: &file)
    return file
  }

  private static func encode(_ value: Value, into output: inout [UInt8]) {
    switch value {
    case .text(let text):
      control(2, text.utf8.count, &output)
      output += text.utf8
    case .double(let number):
      control(3, 8, &output)
      output += bigEndian(number.bitPattern)
    case .float(let number):
      control(15, 4, &output)
      output += bigEndian(number.bitPattern)
    case .uint16(let number):
      control(5, 2, &output)
      output += bigEndian(number)
    case .uint32(let number):
      control(6, 4, &output)
      output += bigEndian(number)
    case .uint64(let number):
      control(9, 8, &output)
      output += bigEndian(number)
    case .array(let values):
      control(11, values.count, &output)
      for value in values { encode(value, into: &output) }
    case .map(let pairs):
      control(7, pairs.count, &output)
      for (key, value) in pairs {
        encode(.text(key), into: &output)
        encode(value, into: &output)
      }
    }
  }

  /// Types above 7 stand in a byte of their own; sizes here are below 29.
  private static func control(_ type: UInt8, _ size: Int, _ output: inout [UInt8]) {
    precondition(size < 29, "this writer knows short values only")
    output.append((type <= 7 ? type << 5 : 0) | UInt8(size))
    if type > 7 { output.append(type - 7) }
  }

  private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
