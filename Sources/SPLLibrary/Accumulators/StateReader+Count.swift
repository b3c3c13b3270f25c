import QueryPlan

extension StateReader {
  /// A number of things: never negative, and small enough to be added to another.
  mutating func count(atMost limit: Int = 1 << 53) throws -> Int {
    let count = try int()
    guard count >= 0, count <= limit else { throw Malformed() }
    return count
  }
}
