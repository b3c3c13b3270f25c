/// Memory that JSON text is written to; emptied and used again, it allocates nothing more.
// Guard for @unchecked Sendable: one thread at a time holds it.
package final class JSONBuffer: @unchecked Sendable {
  private var output: JSONOutput

  package init(capacity: Int = 1 << 16) { output = JSONOutput(capacity: max(capacity, 64)) }

  deinit { output.deallocate() }

  /// What was written.
  ///
  /// Memory: valid until the next change.
  package var contents: UnsafeRawBufferPointer { output.contents }

  package func removeAll() { output.removeAll() }

  /// Hands out the end of the buffer to write at.
  package func edit(_ body: (inout JSONOutput) -> Void) { body(&output) }
}
