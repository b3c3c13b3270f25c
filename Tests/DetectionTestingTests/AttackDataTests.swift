import DetectionTesting
import Foundation
import Testing

/// Expected values: the URLs of ESCU's tests, and the pointer format of Git LFS.
@Suite struct AttackDataTests {
  @Test(arguments: [
    "https://media.githubusercontent.com/media/splunk/attack_data/master/datasets/a/b c.log",
    "https://media.githubusercontent.com/media/splunk/attack_data/refs/heads/master/datasets/a/b%20c.log",
    "https://raw.githubusercontent.com/splunk/attack_data/master/datasets/a/b%20c.log",
    "https://github.com/splunk/attack_data/raw/master/datasets/a/b%20c.log?download=",
    "https://github.com/splunk/attack_data/blob/master/datasets/a/b%20c.log",
  ])
  func urlsOfTheRepositoryAreDatasets(_ url: String) {
    #expect(AttackDataPlace(url) == .dataset("datasets/a/b c.log"))
  }

  @Test func otherPlaces() {
    #expect(AttackDataPlace("attack_data/x.ndjson") == .local("attack_data/x.ndjson"))
    #expect(AttackDataPlace("https://example.com/x/y.log") == .web("example.com/x/y.log"))
    let escape = AttackDataPlace("https://example.com/%2e%2e/%2e%2e/etc/passwd")
    #expect(escape.mirrorPath == nil)
  }

  private static let digest = String(repeating: "ab", count: 32)
  private static let pointer = """
    version https://git-lfs.github.com/spec/v1
    oid sha256:\(digest)
    size 3

    """

  @Test func pointers() {
    #expect(LFSPointer(Self.pointer)?.size == 3)
    #expect(LFSPointer(Self.pointer)?.sha256 == Self.digest)
    #expect(LFSPointer("{\"kind\":\"Event\"}") == nil)
  }

  private struct Fetcher: AttackDataFetcher {
    let text: String

    func fetch(_ url: String, to path: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("attack-data-tests-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/mirror/datasets", withIntermediateDirectories: true)
    try Data(Self.pointer.utf8).write(to: URL(fileURLWithPath: folder + "/mirror/datasets/a.log"))
    try body(folder)
  }

  private static let url =
    "https://media.githubusercontent.com/media/splunk/attack_data/master/datasets/a.log"

  @Test func aPointerIsNoData() throws {
    try withFolder { folder in
      let store = AttackDataStore(mirrors: [folder + "/mirror"])
      #expect {
        try store.file(Self.url, folder: ".")
      } throws: { "\($0)".contains("is a Git LFS pointer to 3 bytes") }
    }
  }

  @Test func aDownloadIsCheckedAndKept() throws {
    try withFolder { folder in
      func store(_ text: String, digest: String = Self.digest) -> AttackDataStore {
        AttackDataStore(
          mirrors: [folder + "/mirror"], cache: folder + "/cache", fetcher: Fetcher(text: text),
          sha256: { _ in digest })
      }
      #expect {
        try store("four").file(Self.url, folder: ".")
      } throws: { "\($0)".contains("4 bytes where the mirror's pointer says 3") }
      #expect {
        try store("abc", digest: "cd").file(Self.url, folder: ".")
      } throws: { "\($0)".contains("has the SHA-256 cd") }
      #expect {
        try store(Self.pointer).file(Self.url, folder: ".")
      } throws: { "\($0)".contains("gives a pointer to 3 bytes") }
      let path = try store("abc").file(Self.url, folder: ".")
      #expect(path == folder + "/cache/datasets/a.log")
      let again = AttackDataStore(mirrors: [folder + "/mirror"], cache: folder + "/cache")
      #expect(try again.file(Self.url, folder: ".") == path)
      #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    }
  }
}
