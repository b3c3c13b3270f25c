/// Two hours of a small cluster in which a stolen token ends in a mining cron job.
///
/// `Examples/audit.log` is this story with its default seed and start.
package enum Story {
  package static let defaultSeed: UInt64 = 1053
  /// 2026-02-10T08:00:00Z.
  package static let defaultStart = Instant(microseconds: 1_770_710_400_000_000)

  static let duration = 7_200

  /// A generator that ends with the story.
  ///
  /// Errors: a template of this module is malformed, which the tests rule out.
  package static func makeGenerator(seed: UInt64, start: Instant) throws(TemplateError)
    -> AuditLogGenerator
  {
    let cluster = Cluster(size: .small, seed: seed)
    var generator = try AuditLogGenerator(
      cluster: cluster, traffic: Traffic(shares: Traffic.quiet.shares + routine),
      meanGap: 2_750_000,
      seed: seed, start: start, end: start.advanced(by: duration * 1_000_000))
    let target = cluster.pods.first { pod in
      pod.namespace.elementsEqual("payments".utf8) && pod.app.elementsEqual("ledger".utf8)
    }
    let node = cluster.nodes.first
    let script = StoryScript(
      targetPod: target.map { String(decoding: $0.name, as: UTF8.self) } ?? "ledger-0",
      node: node.map { String(decoding: $0.name, as: UTF8.self) } ?? "general-0",
      nodeAddress: node.map { String(decoding: $0.address, as: UTF8.self) } ?? "10.20.16.11",
      firstMinute: start.microseconds / 60_000_000)
    var jitter = SplitMix64(seed: seed)
    for scene in script.scenes {
      try generator.schedule(
        scene.exchange, at: start.advanced(by: Int(scene.second * 1_000_000) + jitter.below(90_000))
      )
    }
    return generator
  }

  // What the account whose token is stolen does on an ordinary day.
  private static let routine: [Traffic.Share] = [
    Traffic.Share(
      weight: 7,
      exchange: AuditExchange(
        "patch", ObjectReference("deployments", in: "storefront", "<app>", group: "apps"),
        by: StoryCast.pipeline, query: "?fieldManager=helm")),
    Traffic.Share(
      weight: 5,
      exchange: AuditExchange(
        "list", ObjectReference("pods", in: "storefront"), by: StoryCast.pipeline,
        query: "?labelSelector=app.kubernetes.io%2Fname%3D<app>")),
    Traffic.Share(
      weight: 3,
      exchange: AuditExchange(
        "get", ObjectReference("secrets", in: "ci-runners", "registry-push"), by: StoryCast.pipeline
      )),
  ]
}
