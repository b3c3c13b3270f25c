import Content
import Diagnostics
import Testing

struct ContentDiagnosticTests {
  @Test func missingKeysPointAtTheFile() {
    let library = Samples.load(
      (
        "d.yml",
        """
        name: Pod Shell
        verison: 3
        status: production
        type: TTP
        description: d
        author: a
        search: index=audit
        tags: {analytic_story: [x]}
        """
      ))
    #expect(library.detections.isEmpty)
    #expect(library.places == ["CNT1003 1:1"])
    #expect(library.diagnostics.first?.message == "the file needs the key `id`")
  }

  @Test func aMissingVersionNamesTheNearMiss() {
    let text = Samples.detection().replacing("version:", with: "verison:")
    let library = Samples.load(("d.yml", text))
    #expect(library.detections.count == 1)
    #expect(library.places == ["CNT1003 1:1"])
    #expect(
      library.diagnostics.first?.help == "`verison` is there: did you mean `version`?")
  }

  @Test func documentationKeysAreWarnings() {
    let text = Samples.detection().replacing("author: A Person\n", with: "")
    let library = Samples.load(("d.yml", text))
    #expect(library.places == ["CNT1003 1:1"])
    #expect(library.hasErrors == false)
    #expect(library.detections.count == 1)
  }

  @Test func wrongTypesPointAtTheValue() {
    let library = Samples.load(
      (
        "d.yml",
        Samples.detection(
          rest: """
            data_source: Kubernetes Audit
            references:
            - a
            - [b]
            tags:
              observable:
              - name: user
                type: User
                role: [Watcher]
              risk_score: high
            drilldown_searches: 3
            """)
      ))
    #expect(
      library.places == [
        "CNT1004 19:15", "CNT1004 18:11", "CNT1004 10:14", "CNT1004 13:3", "CNT1004 20:21",
      ])
    #expect(
      library.diagnostics.first?.message == "`tags.risk_score` must be a number from 0 to 100")
    #expect(library.diagnostics.first?.label == "this is a text")
    #expect(library.detections.first?.references == ["a"])
  }

  @Test func choicesNameTheNearMiss() {
    let text = Samples.detection(type: "Anomoly")
    let library = Samples.load(("d.yml", text))
    #expect(library.places == ["CNT1004 7:7"])
    #expect(library.diagnostics.first?.help == "did you mean `Anomaly`?")
  }

  @Test func emptySearch() {
    let library = Samples.load(("d.yml", Samples.detection(search: "search: ' '")))
    #expect(library.places == ["CNT1003 9:9"])
  }

  @Test func noShape() {
    let library = Samples.load(("d.yml", Samples.detection(rest: "")))
    #expect(library.detections.isEmpty)
    #expect(library.places == ["CNT1005 1:7"])
    #expect(library.diagnostics.first?.help?.contains("`rba`") == true)
    let other = Samples.load(("x.yml", "kind: Pod\nmetadata: {name: x}\n"))
    #expect(other.places == ["CNT1005 1:1"])
    #expect(other.files.first?.kind == nil)
  }

  @Test func brokenYAMLNeverHidesTheOthers() {
    let library = Samples.load(
      ("a.yml", "name: x\n  bad: [1, 2\n"), ("b.yml", ""), ("c.yml", "name: a\nname: b\n"),
      ("d.yml", "- 1\n- 2\n"), ("e.yml", "a: 1\n---\nb: 2\n"), ("f.yml", "a: *b\n"),
      ("z.yml", Samples.detection()))
    #expect(library.detections.map(\.file) == ["z.yml"])
    let codes = library.diagnostics.map { ($0.span?.source.name ?? "") + " " + $0.code.rawValue }
    #expect(
      codes == [
        "a.yml CNT1002", "b.yml CNT1002", "c.yml CNT1002", "d.yml CNT1004", "e.yml CNT1002",
        "f.yml CNT1002",
      ])
    #expect(library.diagnostics(in: "a.yml").first?.span?.position.line == 2)
    #expect(library.diagnostics(in: "e.yml").first?.span?.position.line == 2)
    #expect(library.files.count == 7)
  }

  @Test func bytesThatAreNoText() {
    let bytes = Array("name: ok\nx: ".utf8) + [0xFF, 0x0A]
    let library = ContentLoader.load([(SourceText(name: "a.yml", bytes: bytes), .macro)])
    #expect(library.places == ["CNT1002 2:4"])
  }

  @Test func aByteOrderMarkIsNoText() {
    let text = "\u{FEFF}" + Samples.detection()
    let library = Samples.load(("d.yml", text))
    #expect(library.places == [])
    let search = library.detections.first?.search
    #expect(search?.root.span.text == "index=audit verb=create")
  }

  @Test func aliasesAreBounded() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    let library = Samples.load(("d.yml", text))
    #expect(library.places == ["CNT1002 1:1"])
  }

  @Test func duplicatesInOneFolder() {
    let library = Samples.load(
      ("a.yml", Samples.detection()),
      ("b.yml", Samples.detection(name: "Other")),
      ("c.yml", Samples.detection(id: "another")))
    #expect(library.detections.map(\.file) == ["a.yml"])
    #expect(library.places == ["CNT1006 2:5", "CNT1006 1:7"])
    #expect(library.diagnostics.first?.notes.first?.span?.position.source == "a.yml")
  }
}
