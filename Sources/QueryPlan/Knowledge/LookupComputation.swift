/// What a lookup can work out of the value that is looked up.
package enum LookupComputation: String, Sendable, CaseIterable {
  /// Bits that a character of the text carries on average.
  case shannonEntropy = "shannon_entropy"
}
