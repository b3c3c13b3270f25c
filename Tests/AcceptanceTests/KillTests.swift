import Foundation
import Testing

/// The real program, killed again and again while events come in and detections run.
@Suite(.serialized) struct KillTests {
  private static let hasOpenSSL = DaemonFolder.hasOpenSSL != nil

  /// `NEEDLETAIL_KILLS`, as `make kill` sets it.
  private static let kills =
    ProcessInfo.processInfo.environment["NEEDLETAIL_KILLS"].flatMap { Int($0) } ?? 20
  private static let seed =
    ProcessInfo.processInfo.environment["NEEDLETAIL_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(.enabled(if: hasOpenSSL, "needs openssl for a certificate"))
  func nothingAcknowledgedIsLostOrDoubled() async throws {
    let folder = try DaemonFolder()
    let load = KillLoad(certificate: folder.certificate)
    var random = SplitMix(state: Self.seed)
    let clock = TestClock(folder)
    let loaded = LoadedDaemon(folder: folder, load: load, clock: clock)
    try loaded.writeProject()
    var killedAtStart = 0
    for number in 0..<Self.kills {
      clock.advance(Int.random(in: 60...4000, using: &random))
      let delay = Duration.milliseconds(Int.random(in: 0...400, using: &random))
      if number % 5 == 4 {
        // It has hardly begun, or is at what the last one left behind.
        let daemon = try DaemonProcess(starting: folder, number: number)
        try await Task.sleep(for: delay * 2)
        daemon.kill()
        killedAtStart += 1
        continue
      }
      let daemon = try DaemonProcess(starting: folder, number: number)
      defer { daemon.kill() }
      try await daemon.waitUntilReady()
      let ports = daemon.ports
      async let sending: Void = load.run(ports: ports) { clock.now }
      try await Task.sleep(for: delay)
      // Sometimes what came in just now is due.
      if number.isMultiple(of: 2) { clock.advance(3600) }
      try await Task.sleep(for: delay)
      daemon.kill()
      load.stop()
      await sending
    }
    try await loaded.settle(number: Self.kills)
    try loaded.verify(atLeast: Self.kills)
    print(
      "kills: \(Self.kills), of them \(killedAtStart) at the start; "
        + "events acknowledged: \(load.acknowledged.count); batches sent again: \(load.resent); "
        + "answers: \(load.answers.sorted { $0.key < $1.key })")
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
