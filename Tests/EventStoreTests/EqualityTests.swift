import EventFiles
import EventModel
import EventStore
import Execution
import Foundation
import Testing

/// A search over a store finds what it finds over the file that the store was filled with.
@Suite struct EqualityTests {
  static let searches = [
    "index=main", "index=main | head 7", "verb=create | stats count by objectRef.resource",
    "* | stats count by verb objectRef.resource",
    "* | stats count by verb, objectRef.resource, user.username, responseStatus.code",
    "* | stats values(user.groups{}) dc(sourceIPs{}) count by objectRef.namespace",
    "source=kubernetes sourcetype=_json verb=create objectRef.resource=pods"
      + " | fillnull | stats count values(user.groups{}) as user_groups by kind objectRef.name"
      + " objectRef.namespace requestObject.kind responseStatus.code stage user.username verb",
    "NOT verb=get responseStatus.code>=400 | table _time user.username verb requestURI",
    "(verb=delete OR verb=patch) user.username=system:* | stats count by user.username userAgent",
    "verb!=watch objectRef.subresource=* | stats count by objectRef.subresource",
    "kube-system | stats count", "\"system:masters\" | stats count by verb",
    "requestObject.kind=Pod | stats count by requestObject.metadata.namespace",
    "annotations.authorization.k8s.io/decision=forbid | stats count by user.username",
    "* | timechart span=1m count by verb", "index=other | stats count",
    "host=localhost | stats count",
    "* | dedup user.username | table user.username verb", "sourceIPs{}=10.0.0.0/8 | stats count",
    "* | where 'responseStatus.code'=\"200\" | stats max(_time) min(_time) by level",
    "* | sort - requestURI | head 20 | table requestURI", "* | eval l=len(_raw) | stats sum(l)",
    "* | stats first(auditID) last(auditID) by verb", "* | table verb stage auditID | tail 5",
  ]

  /// A file and a store with its events, partly compacted.
  private final class Both: Sendable {
    let folder: URL
    let file: FileSource
    let store: EventStore

    init(lines: [String], compacts: Bool) async throws {
      let storeFolder = NSTemporaryDirectory() + "needletail-equal-" + UUID().uuidString
      folder = URL(fileURLWithPath: storeFolder)
      store = try EventStore(folder: storeFolder, options: TestStore.options) { TestStore.arrival }
      for start in stride(from: 0, to: lines.count, by: 70) {
        let end = min(start + 70, lines.count)
        _ = try await store.append(TestStore.block(lines[start..<end]))
      }
      if compacts { try store.compact() }
      let path = storeFolder + "/events.log"
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
      file = FileSource(
        paths: [path],
        options: FileSourceOptions(
          machineName: "localhost", arrival: TestStore.arrival, chunkSize: 50_000))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
  }

  @Test(arguments: [false, true])
  func searchesFindTheSame(compacts: Bool) async throws {
    let both = try await Both(lines: try TestStore.lines(1_500), compacts: compacts)
    for search in Self.searches {
      let expected = try TestStore.rows(search, over: both.file)
      let found = try TestStore.rows(search, over: both.store.source())
      #expect(Difference(found, expected).description == "", "\(search)")
    }
    await both.store.close()
  }

  @Test func timeRangesFindTheSame() async throws {
    let both = try await Both(lines: try TestStore.lines(1_000), compacts: false)
    // The log begins at 1770710400.
    for (earliest, latest) in [(1_770_710_405.0, 1_770_710_410.0), (0, 1), (1_770_710_412, 2e9)] {
      for search in ["* | stats count by verb", "index=main | table auditID _time"] {
        #expect(
          try TestStore.rows(search, over: both.store.source(), earliest: earliest, latest: latest)
            == TestStore.rows(search, over: both.file, earliest: earliest, latest: latest),
          "\(search) \(earliest)")
      }
    }
    await both.store.close()
  }

  @Test(arguments: [
    [
      #"{"time":"2026-02-10T08:00:00Z","verb":"create","a":{"b":[1,2]},"message":"over"}"#,
      #"{"verb":["get","list"],"user":{"username":"a\u0062c"}}"#,
      #"{"level":"Metadata","auditID":"q","stage":"Panic","requestURI":"/x","verb":"get"}"#,
    ],
    [
      "2026-02-10T08:00:01Z verb=get user.username=bob done", "just words",
      #"2026-02-10T08:00:02Z verb="get it" words"#, "[08/Feb/2026:03:47:53 +0000] verb=list",
    ],
  ])
  func otherKindsOfEventsAreReadTheSame(lines: [String]) async throws {
    let both = try await Both(lines: lines, compacts: true)
    for search in [
      "verb=get | stats count by user.username", "* | stats count by verb", "abc | stats count",
      "user.username=abc | table _raw", "* | stats count by a.b{}", "words | table _raw _time",
      "* | table _time verb",
    ] {
      let expected = try TestStore.rows(search, over: both.file)
      let found = try TestStore.rows(search, over: both.store.source())
      #expect(Difference(found, expected).description == "", "\(search)")
    }
    await both.store.close()
  }
}

/// The first row in which two results differ, cut short.
struct Difference: CustomStringConvertible {
  let description: String

  init(_ found: [String], _ expected: [String]) {
    let place = (0..<max(found.count, expected.count)).first {
      $0 >= found.count || $0 >= expected.count || found[$0] != expected[$0]
    }
    guard let place else {
      description = ""
      return
    }
    let texts = [found, expected].map { $0.indices.contains(place) ? $0[place] : "no row" }
    let same = zip(texts[0], texts[1]).prefix { $0 == $1 }.count
    let ends = texts.map { $0.dropFirst(max(same - 40, 0)).prefix(160) }
    description = "row \(place): found …\(ends[0]), expected …\(ends[1])"
  }
}
