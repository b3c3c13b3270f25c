/// Everything about one request that varies: who, where, when, and random words for the rest.
///
/// All stages of one request are rendered from the same draw, so they share the audit ID.
struct EventDraw: Sendable {
  var received: Instant
  var staged: Instant
  var pod: Int
  var node: Int
  var person: Int
  var version: Int
  var first: UInt64
  var second: UInt64

  init(
    received: Instant, staged: Instant, version: Int, cluster: Cluster, _ random: inout SplitMix64
  ) {
    self.received = received
    self.staged = staged
    self.version = version
    pod = random.below(cluster.pods.count)
    node = random.below(cluster.nodes.count)
    person = random.below(cluster.people.count)
    first = random.next()
    second = random.next()
  }

  // A word per purpose, so that a hole filled twice in one event reads the same.
  private func word(_ purpose: UInt64) -> UInt64 {
    SplitMix64.mixed(first ^ second &+ purpose &* 0x9E37_79B9_7F4A_7C15)
  }

  func fill(_ hole: Hole, in cluster: Cluster, to output: inout [UInt8]) {
    switch hole {
    case .auditID: output.appendUUID(first, second)
    case .received: received.write(to: &output)
    case .staged: staged.write(to: &output)
    case .stagedSecond: staged.writeSeconds(to: &output)
    case .earlier:
      let age = 60 + Int(word(1) % 2_000_000)
      received.advanced(by: -age * 1_000_000).writeSeconds(to: &output)
    case .resourceVersion: output.appendDecimal(version)
    case .olderVersion: output.appendDecimal(version - 1 - Int(word(2) % 90_000))
    case .count: output.appendDecimal(2 + Int(word(3) % 60))
    case .timeout: output.appendDecimal(300 + Int(word(4) % 300))
    case .uid: output.appendUUID(word(5), word(6))
    case .uid2: output.appendUUID(word(7), word(8))
    case .hash10: output.appendHex(word(9), digits: 10)
    case .hash16: output.appendHex(word(10), digits: 16)
    case .hash64: for purpose in 11...14 { output.appendHex(word(UInt64(purpose)), digits: 16) }
    case .suffix: output.appendNameSuffix(word(15), length: 5)
    case .name:
      let apps = Vocabulary.apps
      output.append(contentsOf: apps[Int(word(16) % UInt64(apps.count))].utf8)
      output.append(UInt8(ascii: "-"))
      output.appendNameSuffix(word(17), length: 4)
    case .callerIP:
      output.append(contentsOf: "10.20.\(16 + word(18) % 3).\(11 + word(19) % 200)".utf8)
    case .outsideIP: output.append(contentsOf: "203.0.113.\(1 + word(20) % 250)".utf8)
    case .otherNamespace:
      let namespaces = Vocabulary.namespaces
      output.append(contentsOf: namespaces[Int(word(21) % UInt64(namespaces.count))].utf8)
    case .pod: output.append(contentsOf: cluster.pods[pod].name)
    case .podUID: output.append(contentsOf: cluster.pods[pod].uid)
    case .podIP: output.append(contentsOf: cluster.pods[pod].address)
    case .podNode: output.append(contentsOf: cluster.nodes[cluster.pods[pod].node].name)
    case .podNodeIP: output.append(contentsOf: cluster.nodes[cluster.pods[pod].node].address)
    case .podNodeUID: output.append(contentsOf: cluster.nodes[cluster.pods[pod].node].uid)
    case .podHash: output.append(contentsOf: cluster.pods[pod].hash)
    case .namespace: output.append(contentsOf: cluster.pods[pod].namespace)
    case .app: output.append(contentsOf: cluster.pods[pod].app)
    case .image: output.append(contentsOf: cluster.pods[pod].image)
    case .imageDigest: output.append(contentsOf: cluster.pods[pod].digest)
    case .accountUID: output.append(contentsOf: cluster.pods[pod].accountUID)
    case .node: output.append(contentsOf: cluster.nodes[node].name)
    case .nodeIP: output.append(contentsOf: cluster.nodes[node].address)
    case .nodeUID: output.append(contentsOf: cluster.nodes[node].uid)
    case .person: output.append(contentsOf: cluster.people[person].name)
    case .personGroup: output.append(contentsOf: cluster.people[person].group)
    case .personIP: output.append(contentsOf: cluster.people[person].address)
    case .personAgent: output.append(contentsOf: cluster.people[person].agent)
    }
  }
}
