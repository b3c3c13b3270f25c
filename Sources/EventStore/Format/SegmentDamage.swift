/// A part of a segment that does not hold what was written.
struct SegmentDamage: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
