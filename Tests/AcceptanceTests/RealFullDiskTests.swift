import Detections
import Foundation
import Server
import Testing

/// The real program on a disk that is full, which needs a file system of its own.
@Suite(.serialized) struct RealFullDiskTests {
  private static let canMount = DaemonFolder.hasOpenSSL != nil && SmallDisk.isPossible

  /// A crash while nothing can be written, and a start, included.
  @Test(.enabled(if: canMount, "may not mount a tmpfs here, or no openssl"))
  func nothingAcknowledgedIsLostAndNobodyHasToHelp() async throws {
    let folder = try DaemonFolder()
    let disk = try SmallDisk(at: folder.store)
    defer { disk.unmount() }
    let load = KillLoad(certificate: folder.certificate)
    let clock = TestClock(folder)
    let loaded = LoadedDaemon(folder: folder, load: load, clock: clock)
    try loaded.writeProject()

    var daemon = try await DaemonProcess(folder)
    defer { daemon.kill() }
    for number in 1...2 {
      let ports = daemon.ports
      async let sending: Void = load.run(ports: ports) { clock.now }
      try await answer(200, by: load, since: load.answers)
      try disk.fill()
      try await answer(503, by: load, since: load.answers)
      // Detections are due meanwhile.
      clock.advance(3600)
      try await answer(503, by: load, since: load.answers)
      #expect(try await isAlive(daemon))
      if number == 2 {
        daemon.kill()
        load.stop()
        await sending
        // It starts, searches, and takes nothing.
        daemon = try await DaemonProcess(folder, number: number)
        let again = daemon.ports
        async let sendingAgain: Void = load.run(ports: again) { clock.now }
        try await answer(503, by: load, since: load.answers)
        disk.free()
        try await answer(200, by: load, since: load.answers)
        load.stop()
        await sendingAgain
      } else {
        disk.free()
        try await answer(200, by: load, since: load.answers)
        load.stop()
        await sending
      }
    }
    #expect(daemon.stop() == 0, "\(daemon.log)")
    try await loaded.settle(number: 3)
    try loaded.verify(atLeast: 10)
  }

  /// Returns when there were ten more answers of a status.
  private func answer(_ status: Int, by load: KillLoad, since before: [Int: Int]) async throws {
    _ = try await until("ten answers of \(status)") {
      load.answers[status, default: 0] >= before[status, default: 0] + 10 ? true : nil
    }
  }

  private func isAlive(_ daemon: DaemonProcess) async throws -> Bool {
    let transport = ClientTransport()
    defer { transport.stop() }
    let port = daemon.ports["admin"] ?? 0
    let page = try await transport.send(
      OutgoingRequest(method: "GET", url: "http://127.0.0.1:\(port)/healthz"))
    return page.status == 200
  }
}

/// A file system in memory that is quickly full.
private struct SmallDisk {
  private let path: String
  private var filler: String { path + "/filler" }

  /// Errors: `DaemonProcess.Failed` when it cannot be mounted.
  init(at path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Self.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", path]) else {
      throw DaemonProcess.Failed(description: "cannot mount a tmpfs at \(path)")
    }
  }

  func unmount() { _ = Self.run(["umount", "-l", path]) }

  /// Until not a byte is left.
  func fill() throws {
    FileManager.default.createFile(atPath: filler, contents: nil)
    let file = try FileHandle(forWritingTo: URL(filePath: filler))
    defer { try? file.close() }
    for size in [1 << 20, 4096] {
      let piece = Data(count: size)
      while (try? file.write(contentsOf: piece)) != nil {}
    }
  }

  func free() { try? FileManager.default.removeItem(atPath: filler) }

  /// Tried once; nobody but root may, and not in every container.
  static let isPossible: Bool = {
    let path = NSTemporaryDirectory() + "needletail-mount-" + UUID().uuidString
    guard let disk = try? SmallDisk(at: path) else { return false }
    disk.unmount()
    try? FileManager.default.removeItem(atPath: path)
    return true
  }()

  private static func run(_ command: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
