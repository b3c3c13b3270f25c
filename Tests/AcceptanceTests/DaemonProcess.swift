import EventModel
import Foundation
import Testing

/// The real program, serving.
final class DaemonProcess {
  private let process = Process()
  private let errorsName: String
  private let folder: DaemonFolder
  /// By the listener's name.
  private(set) var ports: [String: Int] = [:]

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  /// Returns when the program says that it is ready.
  convenience init(_ folder: DaemonFolder, number: Int = 0) async throws {
    try self.init(starting: folder, number: number)
    try await waitUntilReady()
  }

  /// Returns when the program is started.
  init(starting folder: DaemonFolder, number: Int) throws {
    guard let program = Program.path else { throw Program.Missing() }
    self.folder = folder
    errorsName = "errors-\(number)"
    try folder.write(errorsName, "")
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "serve", "--project", folder.path + "/needletail.yml", "--clock-offset", folder.offsetFile,
    ]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(
      forWritingTo: URL(filePath: folder.path + "/" + errorsName))
    try process.run()
  }

  func waitUntilReady() async throws {
    ports = try await until("the program is ready") { try self.readyPorts() }
  }

  var log: String { folder.text(errorsName) }

  private func readyPorts() throws -> [String: Int]? {
    guard let line = log.split(separator: "\n").first(where: { $0.contains("is ready") }) else {
      guard process.isRunning else { throw Failed(description: "it ended: \(log)") }
      return nil
    }
    guard case .object(let members) = try JSONValue.parse(String(line)) else { return nil }
    var ports: [String: Int] = [:]
    for member in members {
      if case .string(let text) = member.value, let port = Int(text) { ports[member.key] = port }
    }
    return ports
  }

  /// As `kill -9`.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Gracefully; gives the exit status.
  @discardableResult
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  func signalReload() { Foundation.kill(process.processIdentifier, SIGHUP) }
}

/// Asks until there is an answer; the bound is for a machine that is busy with all other tests.
func until<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
  let clock = ContinuousClock()
  let end = clock.now.advanced(by: .seconds(240))
  while clock.now < end {
    if let value = try await ask() { return value }
    try await Task.sleep(for: .milliseconds(20))
  }
  throw DaemonProcess.Failed(description: "waited four minutes for: \(what)")
}
