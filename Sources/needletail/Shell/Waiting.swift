import Dispatch
import Synchronization

/// Runs asynchronous work for a command that is not.
enum Waiting {
  static func result<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let box = Box<Value>()
    let end = DispatchSemaphore(value: 0)
    Task {
      let result: Result<Value, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      box.content.withLock { $0 = result }
      end.signal()
    }
    end.wait()
    guard let result = box.content.withLock({ $0 }) else { throw Failure.world("no result") }
    return try result.get()
  }

  private final class Box<Value: Sendable>: Sendable {
    let content = Mutex<Result<Value, any Error>?>(nil)
  }
}
