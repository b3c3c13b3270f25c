/// What becomes of events before a search sees them: an audit policy that records less.
package protocol EventReduction: Sendable {
  /// The lines of a file of events as they would have been recorded; a line may be left out.
  ///
  /// Errors: the text is not what can be reduced.
  func reduced(_ text: [UInt8]) throws -> [UInt8]
}
