import Content
import Diagnostics
import SPLSyntax
import Testing

struct ProjectFileTests {
  @Test func everyKey() throws {
    try Samples.withFolder([
      "needletail.yml": """
      content: [escu, /abs/own]
      macros:
        kube_audit: source="eks"
        ctime(field): convert ctime($field$)
      lookups:
        pods: tables/pods.csv
      source: kubernetes
      sourcetype: _json
      index: main
      host: h1
      geoip: geo.mmdb
      timezone: Europe/Berlin
      enable: Kubernetes*
      disable: ["*Cron*", id-1]
      """,
      "tables/pods.csv": "pod\n",
    ]) { folder in
      let path = try #require(ProjectFile.find(in: folder))
      let (file, diagnostics) = ProjectFile.load(path)
      #expect(diagnostics.map(\.message) == [])
      let project = try #require(file)
      #expect(project.content == [folder + "/escu", "/abs/own"])
      #expect(project.macros.map(\.name) == ["kube_audit", "ctime"])
      #expect(project.macros.map(\.parameters) == [[], ["field"]])
      #expect(project.macros.first?.body.text == "source=\"eks\"")
      #expect(project.macros.first?.body.position.line == 3)
      #expect(project.lookups.map(\.path) == [folder + "/tables/pods.csv"])
      #expect(project.source == "kubernetes")
      #expect(project.sourcetype == "_json")
      #expect(project.index == "main")
      #expect(project.host == "h1")
      #expect(project.geoip == folder + "/geo.mmdb")
      #expect(project.timezone == "Europe/Berlin")
      #expect(project.enable.map(\.pattern) == ["Kubernetes*"])
      let library = Samples.load(
        ("a.yml", Samples.detection(name: "Kubernetes Cron Job", id: "1")),
        ("b.yml", Samples.detection(name: "Kubernetes Pod", id: "2")),
        ("c.yml", Samples.detection(name: "Other", id: "3")))
      #expect(library.detections.map { project.isEnabled($0) } == [false, true, false])
    }
  }

  @Test func unknownKeysNameTheNearMiss() throws {
    let text = "contnet: [a]\nindex: [x]\nmacros:\n  bad(: x\n  m: [1]\nlookups: {a: absent.csv}\n"
    let (file, diagnostics) = ProjectFile.read(SourceText(name: "needletail.yml", text: text))
    let places = diagnostics.map { diagnostic in
      let place = diagnostic.span?.position
      return "\(diagnostic.code.rawValue) \(place?.line ?? 0):\(place?.column ?? 0)"
    }
    #expect(
      places == ["CNT1008 1:1", "CNT1004 4:3", "CNT1004 5:6", "CNT1007 6:14", "CNT1004 2:8"])
    #expect(diagnostics.first?.help == "did you mean `content`?")
    #expect(file?.content == [])
  }

  @Test func anEmptyFileIsFine() {
    let (file, diagnostics) = ProjectFile.read(SourceText(name: "needletail.yml", text: "\n"))
    #expect(file?.content == [])
    #expect(diagnostics.isEmpty)
  }
}
