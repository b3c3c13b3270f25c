import EventModel

/// Whole numbers as bytes: all lowest bytes, then all second ones, and so on, which pack well.
enum IntegerPiece {
  /// `isRising`: whether each number is told by its distance from the one before.
  static func encoded(_ values: [Int64], isRising: Bool) -> [UInt8] {
    var last: Int64 = 0
    let coded = values.map { value -> UInt64 in
      let distance = isRising ? value &- last : value
      last = value
      // Small numbers of either sign become small ones.
      return UInt64(bitPattern: (distance << 1) ^ (distance >> 63))
    }
    let all = coded.reduce(0) { $0 | $1 }
    let planes = (64 - all.leadingZeroBitCount + 7) / 8
    var result: [UInt8] = [UInt8(planes), isRising ? 1 : 0]
    result.reserveCapacity(2 + planes * values.count)
    for plane in 0..<planes {
      let shift = UInt64(plane * 8)
      for value in coded { result.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    return result
  }

  static func decoded(_ bytes: Bytes, count: Int) throws(SegmentDamage) -> [Int64] {
    guard bytes.count >= 2, bytes[0] <= 8, bytes.count == 2 + Int(bytes[0]) * count else {
      throw SegmentDamage("\(bytes.count) bytes for \(count) numbers")
    }
    let isRising = bytes[1] == 1
    var coded = [UInt64](repeating: 0, count: count)
    coded.withUnsafeMutableBufferPointer { coded in
      for plane in 0..<Int(bytes[0]) {
        let source = bytes.start + 2 + plane * count
        let shift = UInt64(plane * 8)
        for row in 0..<count { coded[row] |= UInt64(source[row]) << shift }
      }
    }
    var last: Int64 = 0
    return coded.map { value in
      let distance = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
      last = isRising ? last &+ distance : distance
      return last
    }
  }
}
