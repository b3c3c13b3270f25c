import Detections
import EventModel
import Foundation
import Server
import Synchronization
import Testing

/// The real program, from the events to the finding.
@Suite(.serialized) struct ServeTests {
  private static let hasOpenSSL = DaemonFolder.hasOpenSSL != nil

  /// Half past the next hour, so that an hour later the run of the full hour covers it.
  private static func offsetToHalfPast() -> Int {
    let now = Int(Date().timeIntervalSince1970)
    return 1800 - now % 3600 + 3600
  }

  private static func project(_ folder: DaemonFolder, neighbour: Int) throws {
    try folder.write(
      "needletail.yml",
      """
      content: [\(Program.root)/Content]
      enable: ["Kubernetes Cron Job Creation"]
      timezone: UTC
      serve:
        client_authority: tls.crt
        store: {folder: store}
        collector:
          listen: 127.0.0.1:0
          tls: {certificate: tls.crt, key: tls.key}
          tokens: [{name: test, token: "hec-token"}]
        webhook:
          listen: 127.0.0.1:0
          tls: {certificate: tls.crt, key: tls.key}
          token: webhook-token
        files: [{path: audit.log}]
        cloudwatch:
        - {group: g, region: eu-west-1, interval: 1s, endpoint: "https://localhost:\(neighbour)/",
           access_key: AKIDEXAMPLE, secret_key: secret}
        outputs:
        - {name: soc, kind: webhook, url: "https://localhost:\(neighbour)/", secret: key}
        admin: {listen: "127.0.0.1:0"}
      """)
  }

  /// What `status` says after four receivers took an event each and the detection ran.
  private static func checkStatus(_ url: String, _ folder: DaemonFolder) throws {
    let json = try Program.run(["status", "--url", url, "--format", "json"])
    #expect(json.status == 0, "\(json)")
    #expect(json.output.contains("\"name\":\"Kubernetes Cron Job Creation\""))
    #expect(json.output.contains("\"open_intervals\":0"))
    #expect(json.output.contains("\"last_events\":"))
    let page = try Program.run(["status", "--url", url + "/", "--format", "table"])
    #expect(page.output.contains("0 due without a record"), "\(page)")
    for row in ["Kubernetes Cron Job Creation", "kubernetes-webhook", "soc", "main"] {
      #expect(page.output.contains("\n\(row)  "), "\(row): \(page.output)")
    }
    let other = try Program.run(["status", "--url", "http://127.0.0.1:1"])
    #expect(other.status == 3)
    #expect(other.errors.contains("check that `needletail serve` is running"))
    // Port 0 is any: the file does not tell which.
    let project = try Program.run(["status", "--project", folder.path + "/needletail.yml"])
    #expect(project.status == 3)
    try folder.write("other.yml", "serve: {store: {folder: store}}\n")
    let none = try Program.run(["status", "--project", folder.path + "/other.yml"])
    #expect(none.status == 2)
    #expect(none.errors.contains("has no `serve.admin`"))
  }

  private static func post(
    _ transport: ClientTransport, _ url: String, token: String, _ body: String
  ) async throws -> Int {
    let request = OutgoingRequest(
      method: "POST", url: url, headers: [("Authorization", token)], body: Array(body.utf8))
    return try await transport.send(request).status
  }

  @Test(.enabled(if: hasOpenSSL, "needs openssl for a certificate"))
  func eventsOfEveryReceiverBecomeFindingsAtAWebhook() async throws {
    let folder = try DaemonFolder()
    let neighbour = NeighbourServer()
    let offset = Self.offsetToHalfPast()
    folder.setOffset(offset)
    let epoch = Date().timeIntervalSince1970 + Double(offset)
    try folder.write("audit.log", "")
    try await neighbour.run(certificate: folder.certificate, key: folder.key) { port in
      try Self.project(folder, neighbour: port)
      let daemon = try await DaemonProcess(folder)
      defer { daemon.kill() }
      let transport = ClientTransport(trust: .authority(path: folder.certificate))
      defer { transport.stop() }
      let collector = try #require(daemon.ports["collector"])
      let webhook = try #require(daemon.ports["webhook"])
      let event = { CronJobEvent.json($0, user: $1, at: epoch) }

      // In time for the window that CloudWatch is asked for next.
      neighbour.logged.withLock {
        $0.append((Int64((epoch + 30) * 1000), event(4, "by-cloudwatch")))
      }
      let hec = try await Self.post(
        transport, "https://localhost:\(collector)/services/collector", token: "Splunk hec-token",
        CronJobEvent.envelope(event(1, "by-collector")))
      #expect(hec == 200)
      let refused = try await Self.post(
        transport, "https://localhost:\(collector)/services/collector", token: "Splunk wrong",
        CronJobEvent.envelope(event(9, "by-nobody")))
      #expect(refused == 403)
      let list = CronJobEvent.list([event(2, "by-webhook")])
      for _ in 0..<2 {
        let status = try await Self.post(
          transport, "https://localhost:\(webhook)/kubernetes/audit",
          token: "Bearer webhook-token", list)
        #expect(status == 200)
      }
      let log = try #require(FileHandle(forWritingAtPath: folder.path + "/audit.log"))
      try log.write(contentsOf: Data((event(3, "by-file") + "\n").utf8))
      try log.close()

      // CloudWatch is asked for what has had a minute to get there.
      folder.setOffset(offset + 300)
      let admin = try #require(daemon.ports["admin"])
      _ = try await until("all four are stored") {
        let page = try await transport.send(
          OutgoingRequest(method: "GET", url: "http://127.0.0.1:\(admin)/metrics"))
        let text = String(decoding: page.body, as: UTF8.self)
        return text.contains("needletail_store_events 4") ? true : nil
      }
      folder.setOffset(offset + 3900)
      let users = ["by-cloudwatch", "by-collector", "by-file", "by-webhook"]
      let found = try await until("a finding of each receiver at the webhook") {
        let bodies = neighbour.bodies.withLock { $0 }
        return users.allSatisfy { user in bodies.contains { $0.contains("\"\(user)\"") } }
          ? bodies : nil
      }
      #expect(found.count == users.count)
      for body in found {
        #expect(body.contains("\"detection\":\"Kubernetes Cron Job Creation\""))
        #expect(body.contains("\"risk_score\":"))
        #expect(body.contains("\"T1053.007\""))
      }
      #expect(!found.contains { $0.contains("by-nobody") })
      try Self.checkStatus("http://127.0.0.1:\(admin)", folder)
      #expect(daemon.stop() == 0)
    }
    let risk = try Program.run([
      "search", "--store", folder.store, "index=risk | stats count by risk_object",
    ])
    #expect(risk.output.split(separator: "\n").count == 4, "\(risk)")
    let check = try Program.run(["store", "check", folder.store])
    #expect(check.status == 0, "\(check)")
  }

  @Test(.enabled(if: hasOpenSSL, "needs openssl for a certificate"))
  func badNewContentIsRefusedAndTheOldStays() async throws {
    let folder = try DaemonFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/mine/detections", withIntermediateDirectories: true)
    let detection = { (search: String) in
      """
      name: Mine
      id: 0d0f6d3c-7a0c-4e55-9a53-000000000001
      version: 1
      date: '2026-01-01'
      author: me
      status: production
      type: Hunting
      description: mine
      data_source: []
      search: '\(search)'
      how_to_implement: read
      known_false_positives: none known
      references: []
      tags: {analytic_story: [], asset_type: Kubernetes, mitre_attack_id: [], product: [Splunk Enterprise], security_domain: network}
      """
    }
    try folder.write("mine/detections/mine.yml", detection("verb=create | stats count by verb"))
    try folder.write(
      "needletail.yml",
      """
      content: [mine]
      enable: ["*"]
      serve:
        store: {folder: store}
        collector: {listen: "127.0.0.1:0", tokens: [{name: t, token: t}]}
        admin: {listen: "127.0.0.1:0"}
      """)
    let daemon = try await DaemonProcess(folder)
    defer { daemon.kill() }
    try folder.write("mine/detections/mine.yml", detection("verb=create | statz count by verb"))
    daemon.signalReload()
    _ = try await until("the new content is refused") {
      daemon.log.contains("the new content is refused") ? true : nil
    }
    #expect(daemon.log.contains("statz"))
    try folder.write("mine/detections/mine.yml", detection("verb=delete | stats count by verb"))
    daemon.signalReload()
    _ = try await until("the new content is taken") {
      daemon.log.contains("content was reloaded") ? true : nil
    }
    #expect(daemon.stop() == 0)
  }
}
