import Foundation

/// Packed data made by the `gzip` command.
enum GzipSample {
  /// Nil where there is no such command.
  static func zeros(_ count: Int) -> [UInt8]? {
    Shell.run("head -c \(count) /dev/zero | gzip -c").map { Array($0) }
  }
}

enum Shell {
  /// What a command wrote; nil when it failed.
  static func run(_ command: String) -> Data? {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }
}
