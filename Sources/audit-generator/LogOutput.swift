import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a log goes: a file, made or emptied, or standard output.
///
/// The path is opened, never replaced: a device, a pipe or a link stays what it is.
struct LogOutput {
  private let path: String
  private let handle: FileHandle

  init(path: String) throws(OutputError) {
    self.path = path
    guard path != "-" else {
      handle = .standardOutput
      return
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else {
      throw OutputError(path: path, action: "opened for writing", reason: Self.reason())
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  func write(_ bytes: [UInt8]) throws(OutputError) {
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      throw OutputError(path: path, action: "written", reason: Self.reason())
    }
  }

  func close() throws(OutputError) {
    do {
      try handle.close()
    } catch {
      throw OutputError(path: path, action: "closed", reason: Self.reason())
    }
  }

  private static func reason() -> String {
    String(cString: strerror(errno))
  }
}

/// The output cannot be opened or written.
struct OutputError: Error, CustomStringConvertible {
  var path: String
  var action: String
  var reason: String

  var description: String {
    "\(path == "-" ? "standard output" : path): cannot be \(action): \(reason). Name another OUT."
  }
}
