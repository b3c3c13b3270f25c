import Content
import DetectionTesting
import Diagnostics
import Testing

/// Which tests a change can turn: those that read the changed file.
@Suite struct ChangeImpactTests {
  private static let library = ContentLoader.load([
    (source("detections/a.yml", detection("A", "`events` verb=create | `named`")), .detection),
    (source("detections/b.yml", detection("B", "verb=get | lookup people user")), .detection),
    (source("detections/c.yml", detection("C", "verb=get")), .detection),
    (source("macros/events.yml", "name: events\ndefinition: source=\"x\"\n"), .macro),
    (source("macros/named.yml", "name: named\ndefinition: '`inner`'\n"), .macro),
    (source("macros/inner.yml", "name: inner\ndefinition: lookup people user\n"), .macro),
    (source("lookups/people.yml", "name: people\nfilename: people.csv\n"), .lookup),
  ])

  private static func source(_ path: String, _ text: String) -> SourceText {
    SourceText(name: "/c/" + path, text: text)
  }

  private static func detection(_ name: String, _ search: String) -> String {
    let tests = """
      - name: One
        attack_data:
        - {data: attack_data/\(name).ndjson, source: kubernetes, sourcetype: _json}
      """
    return Samples.detection(name: name, search: search, tests: tests)
  }

  private func affected(_ paths: String...) -> [String] {
    ChangeImpact(Self.library) { $0 }.affected(
      Self.library.detections, by: Set(paths.map { "/c/" + $0 })
    ).map { $0.name }
  }

  @Test func whatAChangeAffects() {
    #expect(affected("detections/b.yml") == ["B"])
    #expect(affected("macros/events.yml") == ["A"])
    #expect(affected("macros/inner.yml") == ["A"])
    #expect(affected("lookups/people.yml") == ["A", "B"])
    #expect(affected("lookups/people.csv") == ["A", "B"])
    #expect(affected("attack_data/C.ndjson") == ["C"])
    #expect(affected("deployments/ttp.yml") == ["A", "B", "C"])
    #expect(affected("stories/s.yml", "README.md") == [])
  }

  @Test func aDeletedMacroIsToldByItsName() {
    #expect(affected("macros/gone.yml") == [])
    #expect(affected("macros/named.yaml") == ["A"])
  }

  @Test func stamps() {
    let old = FileStamps(["/a": .init(modified: 1, size: 1), "/b": .init(modified: 1, size: 1)])
    let new = FileStamps(["/a": .init(modified: 2, size: 1), "/c": .init(modified: 1, size: 1)])
    #expect(new.changed(since: old) == ["/a", "/b", "/c"])
    #expect(old.changed(since: old) == [])
  }
}
