/// Makes new inputs of old ones: flipped bytes, moved and repeated parts, splices of two inputs,
/// and words of the language.
struct Mutator {
  /// Units: bytes. Longer inputs are cut, so that a case stays quick.
  static let longest = 4096

  private let seeds: [[UInt8]]
  private let words: [[UInt8]]
  private var random: SplitMix64

  init(seeds: [[UInt8]], words: [String], seed: UInt64) {
    self.seeds = seeds.isEmpty ? [Array("a".utf8)] : seeds
    self.words = words.map { Array($0.utf8) }
    random = SplitMix64(seed: seed)
  }

  mutating func next() -> [UInt8] {
    var bytes = random.element(of: seeds) ?? []
    for _ in 0...random.below(5) { mutate(&bytes) }
    return Array(bytes.prefix(Self.longest))
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    let end = min(place + 1 + random.below(24), bytes.count)
    switch random.below(12) {
    case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
    case 1: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
    case 4: `repeat`(bytes[place..<end], at: place, in: &bytes)
    case 5: splice(into: &bytes, at: place)
    case 6, 7: replaceToken(at: place, in: &bytes)
    case 8: replaceNumber(from: place, in: &bytes)
    default: insertWord(at: place, in: &bytes)
    }
  }

  private mutating func `repeat`(_ part: ArraySlice<UInt8>, at place: Int, in bytes: inout [UInt8])
  {
    let count = random.below(16) == 0 ? 200 : 1 + random.below(6)
    bytes.insert(
      contentsOf: Array(repeating: Array(part.prefix(12)), count: count).joined(), at: place)
  }

  /// The rest of another input, from one of its own borders.
  private mutating func splice(into bytes: inout [UInt8], at place: Int) {
    guard let other = random.element(of: seeds), !other.isEmpty else { return }
    var start = random.below(other.count)
    if random.below(2) == 0, let bar = other[start...].firstIndex(of: UInt8(ascii: "|")) {
      start = bar
    }
    let end = random.below(2) == 0 ? other.count : start + random.below(other.count - start + 1)
    if random.below(2) == 0 { bytes.removeSubrange(place...) }
    bytes.insert(contentsOf: other[start..<end], at: place)
  }

  private mutating func insertWord(at place: Int, in bytes: inout [UInt8]) {
    bytes.insert(contentsOf: random.element(of: words) ?? [], at: place)
  }

  /// Replaces the word around a place by another.
  private mutating func replaceToken(at place: Int, in bytes: inout [UInt8]) {
    bytes.replaceSubrange(run(around: place, in: bytes) { Self.isWord($0) }, with: word())
  }

  private mutating func word() -> [UInt8] { random.element(of: words) ?? [] }

  private mutating func replaceNumber(from place: Int, in bytes: inout [UInt8]) {
    guard let digit = bytes[place...].firstIndex(where: { $0 &- 0x30 < 10 }) else { return }
    let number = random.element(of: Self.numbers) ?? "0"
    bytes.replaceSubrange(
      run(around: digit, in: bytes) { $0 &- 0x30 < 10 || $0 == 0x2E }, with: Array(number.utf8))
  }

  private func run(
    around place: Int, in bytes: [UInt8], _ belongs: (UInt8) -> Bool
  ) -> Range<Int> {
    var start = place
    var end = place
    while start > 0, belongs(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, belongs(bytes[end]) { end += 1 }
    return start..<end
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  /// Numbers at the borders of what machines hold.
  static let numbers = [
    "0", "1", "-1", "2", "10", "1e300", "1e-300", "-1e18", "9007199254740993", "2147483648",
    "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "99999999999999999999", "0.1", "1e9", "nan", "inf", "0x10", "1e400", "253402300800",
    "-62135596801",
  ]
}
