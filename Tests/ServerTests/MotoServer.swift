import Detections
import Foundation
import Server

/// A `moto` of its own, for as long as the value lives.
final class MotoServer {
  static let isInstalled = Shell.run("python3 -c 'import moto.server, flask'") != nil

  let url: String
  private let process = Process()

  init() async throws {
    let ports = Shell.run(
      "python3 -c 'import socket; s=socket.socket(); s.bind((\"127.0.0.1\",0)); "
        + "print(s.getsockname()[1])'")
    let port = ports.map { String(decoding: $0, as: UTF8.self) }?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    url = "http://127.0.0.1:\(port ?? "0")/"
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", port ?? "0"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let probe = ClientTransport(seconds: 2)
    defer { probe.stop() }
    let question = OutgoingRequest(method: "GET", url: url + "moto-api/", headers: [], body: [])
    // Ends with the test's own time limit.
    while (try? await probe.send(question)) == nil { try Task.checkCancellation() }
  }

  deinit {
    // It inherits the test's blocked signals, SIGTERM among them.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
