import Content
import Testing

struct ContentPackTests {
  private static let everything: Set<String> = [
    "/opt/share/needletail/Content", "/src/tree/Package.swift", "/src/tree/Content",
    "/src/share/needletail/Content", "/src/tree/.build/other/Content",
  ]

  private func find(
    explicit: String? = nil, environment: [String: String] = [:], executable: String,
    among files: Set<String> = everything
  ) -> String? {
    ContentPack.find(
      explicit: explicit, environment: environment, executable: executable, exists: files.contains)
  }

  @Test func explicitFirst() {
    let environment = ["NEEDLETAIL_CONTENT": "/from/environment"]
    #expect(
      find(explicit: "here", environment: environment, executable: "/opt/bin/needletail") == "here")
    #expect(
      find(environment: environment, executable: "/opt/bin/needletail") == "/from/environment")
  }

  @Test func installed() {
    #expect(
      find(environment: ["NEEDLETAIL_CONTENT": ""], executable: "/opt/bin/needletail")
        == "/opt/share/needletail/Content")
  }

  @Test func development() {
    let built = "/src/tree/.build/x86_64/debug/needletail"
    #expect(find(executable: built) == "/src/tree/Content")
    #expect(find(executable: built, among: ["/src/tree/Content"]) == nil)
    #expect(find(executable: built, among: ["/src/tree/Package.swift"]) == nil)
    #expect(
      find(executable: "/needletail", among: ["/Package.swift", "/Content"]) == "/Content")
  }

  @Test func nowhere() {
    #expect(find(executable: "/usr/bin/needletail") == nil)
    #expect(find(executable: "needletail", among: []) == nil)
  }
}
