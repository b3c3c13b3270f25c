import Foundation

/// The input that is being run, in a file mapped into memory, so that it outlives the process
/// which it ends.
///
/// Shape: eight bytes of length, eight of cases done so far, then the input.
final class SharedInput {
  private static let size = 1 << 16
  private static let header = 16

  private let memory: UnsafeMutableRawPointer

  /// Nil when the file cannot be made or mapped.
  init?(path: String) {
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard ftruncate(file, off_t(Self.size)) == 0,
      let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
      memory != MAP_FAILED
    else { return nil }
    self.memory = memory
  }

  deinit { munmap(memory, Self.size) }

  func begin(_ input: [UInt8]) {
    let count = min(input.count, Self.size - Self.header)
    input.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      (memory + Self.header).copyMemory(from: start, byteCount: count)
    }
    memory.storeBytes(of: count, as: Int.self)
    memory.storeBytes(of: caseCount + 1, toByteOffset: 8, as: Int.self)
  }

  var input: [UInt8] {
    let count = memory.load(as: Int.self)
    return Array(UnsafeRawBufferPointer(start: memory + Self.header, count: count))
  }

  var caseCount: Int { memory.load(fromByteOffset: 8, as: Int.self) }
}
