import Diagnostics
import Foundation

/// Standard output, unbuffered: callers write whole batches.
enum StandardOutput {
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  static func write(_ bytes: [UInt8]) { writeAll(bytes, to: STDOUT_FILENO) }

  static func write(_ bytes: UnsafeRawBufferPointer) { writeAll(bytes, to: STDOUT_FILENO) }

  /// A line as it is.
  static func write(line: String) { write(Array((line + "\n").utf8)) }

  /// Lines for a person, in which nothing from events or files controls the terminal.
  static func show(_ text: String, painted: (String) -> String = { $0 }) {
    write(line: painted(VisibleText.lines(text)))
  }

  /// Columns of the terminal; nil when standard output is none.
  static var width: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A reader that went away ends the program quietly, as it does any other in a pipeline.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
  }

  private static func writeAll(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = Foundation.write(descriptor, base + done, buffer.count - done)
      if count < 0 {
        if errno == EINTR { continue }
        if descriptor == STDOUT_FILENO, errno != EPIPE {
          let reason = String(cString: strerror(errno))
          StandardError.write("error: cannot write to standard output: \(reason)")
          exit(Failure.world)
        }
        exit(errno == EPIPE ? 0 : Failure.world)
      }
      done += count
    }
  }
}
