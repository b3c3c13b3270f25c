import Detections
import EventModel
import Foundation
import Server
import Testing

/// A daemon under load, and what must be true of it in the end.
struct LoadedDaemon {
  let folder: DaemonFolder
  let load: KillLoad
  let clock: TestClock

  private static let detection = "Kubernetes Cron Job Creation"

  /// Only what the detection needs: the program starts more than twenty times.
  func writeProject() throws {
    let content = Program.root + "/Content"
    for name in ["detections/kubernetes/kubernetes_cron_job_creation.yml", "macros", "deployments"]
    {
      let target = URL(filePath: folder.path + "/content/" + name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: URL(filePath: content + "/" + name), to: target)
    }
    try folder.write(
      "needletail.yml",
      """
      content: [content]
      enable: ["\(Self.detection)"]
      timezone: UTC
      serve:
        store: {folder: store}
        collector:
          listen: 127.0.0.1:0
          tls: {certificate: tls.crt, key: tls.key}
          tokens: [{name: load, token: \(KillLoad.token)}]
        webhook:
          listen: 127.0.0.1:0
          tls: {certificate: tls.crt, key: tls.key}
          token: \(KillLoad.token)
        outputs: [{name: out, kind: file, path: findings.ndjson}]
        admin: {listen: "127.0.0.1:0"}
      """)
  }

  /// The last start: clients get their answers, and everything that is due is evaluated.
  ///
  /// `number`: of the start, for its log.
  func settle(number: Int) async throws {
    let daemon = try DaemonProcess(starting: folder, number: number)
    defer { daemon.kill() }
    try await daemon.waitUntilReady()
    await load.run(ports: daemon.ports, drains: true) { clock.now }
    #expect(!load.hasOpen)
    clock.advance(2 * 3600)
    let transport = ClientTransport()
    defer { transport.stop() }
    let admin = try #require(daemon.ports["admin"])
    let quiet = ["open_intervals", "outbox", "waiting", "reopened", "dead", "dropped"]
    // What is late waits a minute of the daemon's clock for more; then twice more, for nothing.
    for _ in 0..<3 {
      clock.advance(120)
      let asked = clock.now
      _ = try await until("every interval is evaluated") { () -> Bool? in
        let page = try await transport.send(
          OutgoingRequest(method: "GET", url: "http://127.0.0.1:\(admin)/status"))
        let status = try JSONValue.parse(String(decoding: page.body, as: UTF8.self))
        guard Self.number(status["now"]) ?? 0 >= asked else { return nil }
        return Self.sum(of: quiet, in: status) == 0 ? true : nil
      }
    }
    #expect(daemon.stop() == 0, "\(daemon.log)")
  }

  /// Of all members with one of the names, at any depth.
  private static func sum(of names: [String], in value: JSONValue) -> Double {
    switch value {
    case .object(let members):
      members.reduce(0) {
        $0 + (names.contains($1.key) ? number($1.value) ?? 0 : 0) + sum(of: names, in: $1.value)
      }
    case .array(let items): items.reduce(0) { $0 + sum(of: names, in: $1) }
    default: 0
    }
  }

  private static func number(_ value: JSONValue?) -> Double? {
    guard case .number(_, let number)? = value else { return nil }
    return number
  }

  /// What was acknowledged is everywhere once, and nothing else is.
  func verify(atLeast: Int) throws {
    let users = load.acknowledged.sorted()
    try #require(users.count == Set(users).count)
    #expect(users.count >= atLeast)
    let check = try Program.run(["store", "check", folder.store])
    #expect(check.status == 0, "\(check)")

    let stored = try Self.counts(
      folder, "index=main | stats count by auditID user.username | rename user.username as who")
    #expect(
      Self.difference(stored, users).isEmpty, "in the store: \(Self.difference(stored, users))")
    let risk = try Self.counts(
      folder, "index=risk | stats count by risk_object | rename risk_object as who")
    #expect(Self.difference(risk, users).isEmpty, "risk events: \(Self.difference(risk, users))")

    let state = try StateDatabase(folder: folder.store)
    let findings = try state.findings().map { Self.user(in: $0.body) ?? "nobody" }
    #expect(
      Self.difference(findings, users).isEmpty, "findings: \(Self.difference(findings, users))")
    let sent = Set(
      folder.text("findings.ndjson").split(separator: "\n").compactMap { Self.user(in: $0) })
    #expect(sent == Set(users), "at the output: \(sent.symmetricDifference(users))")

    let gaps = try state.gaps(now: clock.now, zone: .utc)
    #expect(gaps.isEmpty, "\(gaps)")
  }

  /// Who is in the rows of a search: the value of `who`, as often as `count` says.
  private static func counts(_ folder: DaemonFolder, _ search: String) throws -> [String] {
    let run = try Program.run([
      "search", "--format", "ndjson", "--store", folder.store, search,
    ])
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").flatMap { line -> [String] in
      let row = try JSONValue.parse(String(line))
      guard case .string(let who)? = row["who"] else { return ["nobody"] }
      let count: Int? =
        switch row["count"] {
        case .string(let text)?: Int(text)
        case .number(let text, _)?: Int(text)
        default: nil
        }
      return Array(repeating: who, count: count ?? 0)
    }
  }

  private static func user(in text: some StringProtocol) -> String? {
    guard let start = text.range(of: "\"user-") else { return nil }
    return "user-" + text[start.upperBound...].prefix { $0.isNumber }
  }

  /// A few of those that are in one list more often than in the other.
  private static func difference(_ found: [String], _ expected: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for name in found { counts[name, default: 0] += 1 }
    for name in expected { counts[name, default: 0] -= 1 }
    return counts.filter { $0.value != 0 }.sorted { $0.key < $1.key }.prefix(10)
      .map { "\($0.key): \($0.value > 0 ? "+" : "")\($0.value)" }
  }
}
