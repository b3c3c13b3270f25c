/// The machines, workloads and people that a log speaks of, fixed for the whole log.
struct Cluster: Sendable {
  struct Node: Sendable {
    var name: [UInt8]
    var address: [UInt8]
    var uid: [UInt8]
  }

  struct Pod: Sendable {
    var name: [UInt8]
    var uid: [UInt8]
    var address: [UInt8]
    var node: Int
    var hash: [UInt8]
    var namespace: [UInt8]
    var app: [UInt8]
    var image: [UInt8]
    var digest: [UInt8]
    var accountUID: [UInt8]
  }

  struct Person: Sendable {
    var name: [UInt8]
    var group: [UInt8]
    var address: [UInt8]
    var agent: [UInt8]
  }

  var nodes: [Node]
  var pods: [Pod]
  var people: [Person]

  /// How many of each there are.
  struct Size: Sendable {
    var nodes: Int
    var namespaces: Int
    var apps: Int
    var replicas: Int

    static let large = Size(nodes: 64, namespaces: 20, apps: 18, replicas: 3)
    static let small = Size(nodes: 6, namespaces: 7, apps: 4, replicas: 2)
  }

  init(size: Size, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    nodes = Self.makeNodes(size.nodes, &random)
    pods = Self.makePods(size, &random)
    people = Self.makePeople()
  }

  private static func makeNodes(_ count: Int, _ random: inout SplitMix64) -> [Node] {
    (0..<count).map { index in
      let group = ["general", "general", "memory", "gpu"][index % 4]
      var name = Array("\(group)-".utf8)
      name.appendNameSuffix(random.next(), length: 6)
      return Node(
        name: name,
        address: Array("10.20.\(16 + index / 200).\(11 + index % 200)".utf8),
        uid: Self.uuid(&random))
    }
  }

  private static func makePods(_ size: Size, _ random: inout SplitMix64) -> [Pod] {
    var pods: [Pod] = []
    for namespace in Vocabulary.namespaces.prefix(size.namespaces) {
      for app in Vocabulary.apps.prefix(size.apps) {
        var hash: [UInt8] = []
        hash.appendNameSuffix(random.next(), length: 10)
        var digest: [UInt8] = []
        for _ in 0..<4 { digest.appendHex(random.next(), digits: 16) }
        let accountUID = Self.uuid(&random)
        let version = "\(random.within(1...6)).\(random.below(30)).\(random.below(12))"
        for _ in 0..<size.replicas {
          var name = Array("\(app)-".utf8) + hash + [UInt8(ascii: "-")]
          name.appendNameSuffix(random.next(), length: 5)
          let node = random.below(size.nodes)
          pods.append(
            Pod(
              name: name, uid: Self.uuid(&random),
              address: Array("10.244.\(node).\(random.within(2...250))".utf8),
              node: node, hash: hash, namespace: Array(namespace.utf8), app: Array(app.utf8),
              image: Array("registry.example.com/\(namespace)/\(app):\(version)".utf8),
              digest: digest, accountUID: accountUID))
        }
      }
    }
    return pods
  }

  private static func makePeople() -> [Person] {
    Vocabulary.people.enumerated().map { index, person in
      Person(
        name: Array("\(person.name)@example.com".utf8), group: Array(person.team.utf8),
        address: Array("198.51.100.\(20 + index * 7)".utf8),
        agent: Array(Vocabulary.peopleAgents[index % Vocabulary.peopleAgents.count].utf8))
    }
  }

  private static func uuid(_ random: inout SplitMix64) -> [UInt8] {
    var text: [UInt8] = []
    text.appendUUID(random.next(), random.next())
    return text
  }
}
