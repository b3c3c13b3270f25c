import Diagnostics
import Synchronization

/// Values that are made when they are first asked for, and then kept.
///
/// Ordering: may be asked by several threads; two that ask for the same at once may both make it.
/// Memory: one value for each key that was asked for, without end.
final class PreparedValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])

  /// Errors: of `make`; what failed is tried anew the next time.
  func value(
    _ key: Key, _ make: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let made = try make()
    known.withLock { $0[key] = made }
    return made
  }

  /// For what cannot fail.
  func value(_ key: Key, _ make: () -> Value) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let made = make()
    known.withLock { $0[key] = made }
    return made
  }
}
