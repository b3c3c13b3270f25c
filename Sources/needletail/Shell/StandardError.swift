import Diagnostics
import Foundation
import Synchronization

/// Standard error, a line at a time; never mixed with a progress bar.
enum StandardError {
  static let isTerminal = isatty(STDERR_FILENO) == 1
  private static let lock = Mutex<Void>(())

  static func write(_ line: String) {
    lock.withLock { _ in
      let clear = isTerminal ? "\r\u{1B}[K" : ""
      let text = TerminalColor.errors.message(VisibleText.lines(line))
      StandardOutput.writeAll(Array((clear + text + "\n").utf8), to: STDERR_FILENO)
    }
  }

  /// Text that the next line overwrites.
  static func overwrite(_ text: String) {
    lock.withLock { _ in
      StandardOutput.writeAll(Array(("\r\u{1B}[K" + text).utf8), to: STDERR_FILENO)
    }
  }
}
