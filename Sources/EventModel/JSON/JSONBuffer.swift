/// Memory that JSON text is written to; emptied and used again, it allocates nothing more.
// Guard for @unchecked Sendable: one thread at a time holds it.
public final class JSONBuffer: @unchecked Sendable {
  private var output: JSONOutput

  public init(capacity: Int = 1 << 16) { output = JSONOutput(capacity: max(capacity, 64)) }

  deinit { output.deallocate() }

  /// What was written.
  ///
  /// Memory: valid until the next change.
  public var contents: UnsafeRawBufferPointer { output.contents }

  public func removeAll() { output.removeAll() }

  /// Hands out the end of the buffer to write at.
  public func edit(_ body: (inout JSONOutput) -> Void) { body(&output) }
}
