import Foundation
import Synchronization

/// Keeps other processes from writing to a store; the system lets go of it when the process ends,
/// however it ends.
final class StoreLock: Sendable {
  private let descriptor: Mutex<Int32>

  init(folder: String) throws(StoreError) {
    let path = folder + "/writer.lock"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw StoreError("cannot open \(path): \(String(cString: strerror(errno)))")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      Foundation.close(file)
      throw StoreError(
        "the store at \(folder) is written by another process: stop it, or search with --store")
    }
    descriptor = Mutex(file)
  }

  deinit { release() }

  func release() {
    descriptor.withLock { file in
      if file >= 0 { Foundation.close(file) }
      file = -1
    }
  }
}
