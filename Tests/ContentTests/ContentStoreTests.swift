import Content
import Diagnostics
import Foundation
import SPLSyntax
import Testing

struct ContentStoreTests {
  @Test func parsesOnlyWhatIsAskedFor() throws {
    try Samples.withFolder([
      "detections/a.yml": Samples.detection(),
      "detections/broken.yml": "name: Broken\nid: '9'\nsearch: [\n",
      "macros/used.yml": "definition: index=audit\nname: kube\n",
      "macros/broken.yml": "definition: [\nname: other\n",
      "stories/broken.yml": "name: [\n",
    ]) { folder in
      let store = ContentStore(folders: [folder])
      #expect(store.detectionNames.map { $0.name } == ["Pod Shell", "Broken"])
      #expect(store.detections(matching: [NamePattern("pod*")]).map(\.name) == ["Pod Shell"])
      #expect(store.macro(named: "kube", arity: 0)?.body.text == "index=audit")
      #expect(store.macro(named: "kube", arity: 1) == nil)
      #expect(store.arities(of: "kube") == [0])
      #expect(store.macro(named: "unknown", arity: 0) == nil)
      #expect(store.diagnostics.map(\.code) == [])
      #expect(store.detections(matching: [NamePattern("9")]).isEmpty)
      #expect(store.diagnostics.map(\.code) == [.invalidYAML])
      #expect(store.stories.isEmpty)
      #expect(store.diagnostics.count == 2)
      _ = (store.detections(matching: []), store.stories)
      #expect(store.diagnostics.count == 2)
    }
  }

  @Test func filterMacrosNeedNoParsing() throws {
    try Samples.withFolder([
      "detections/a.yml": Samples.detection(name: "A/B - C.d"),
      "detections/b.yml": Samples.detection(name: "Own", id: "2"),
      "macros/own.yml": "name: own_filter\ndefinition: search user!=bob\n",
    ]) { folder in
      let store = ContentStore(folders: [folder])
      #expect(store.macro(named: "a_b___c_d_filter", arity: 0)?.body.text == "search *")
      #expect(store.macro(named: "own_filter", arity: 0)?.body.text == "search user!=bob")
      #expect(store.macroNames == ["a_b___c_d_filter", "own_filter"])
    }
  }

  @Test func laterFoldersOverride() throws {
    try Samples.withFolder([
      "one/detections/a.yml": Samples.detection(),
      "one/detections/b.yml": Samples.detection(name: "Second", id: "2"),
      "one/macros/m.yml": "name: m\ndefinition: one\n",
      "one/macros/m1.yml": "name: m(1)\narguments: [x]\ndefinition: $x$\n",
      "two/a.yml": Samples.detection(name: "Renamed"),
      "two/m.yml": "name: m\ndefinition: two\n",
      "two/s.yml": "name: S\nid: s\nversion: 1\nauthor: a\ndescription: d\nnarrative: n\n",
    ]) { folder in
      let store = ContentStore(folders: [folder + "/one", folder + "/two"])
      #expect(store.detections(matching: []).map(\.name) == ["Renamed", "Second"])
      #expect(store.macro(named: "m", arity: 0)?.body.text == "two")
      #expect(store.macro(named: "m", arity: 1)?.parameters == ["x"])
      #expect(store.stories.map(\.name) == ["S"])
    }
  }

  @Test func overridesStandBeforeTheContent() throws {
    try Samples.withFolder([
      "macros/m.yml": "name: m\ndefinition: content\n",
      "macros/n.yml": "name: n\ndefinition: content\n",
    ]) { folder in
      let body = SourceText(name: "--macro", text: "mine").wholeSpan
      let macros = MacroOverrides(
        MacroTable([
          MacroDefinition(name: "m", body: body),
          MacroDefinition(name: "n", parameters: ["x"], body: body),
        ]), over: ContentStore(folders: [folder]))
      #expect(macros.macro(named: "m", arity: 0)?.body.text == "mine")
      #expect(macros.macro(named: "n", arity: 0)?.body.text == "content")
      #expect(macros.arities(of: "n") == [0, 1])
      #expect(macros.macroNames == ["m", "n"])
    }
  }

  @Test func duplicatesInOneFolderAreReported() throws {
    try Samples.withFolder([
      "detections/a.yml": Samples.detection(),
      "detections/b.yml": Samples.detection(id: "2"),
    ]) { folder in
      let store = ContentStore(folders: [folder, folder + "/absent"])
      let codes = store.diagnostics.map(\.code)
      #expect(codes == [.unreadableFile, .duplicateIdentifier])
      #expect(store.diagnostics.last?.span?.position.source == folder + "/detections/b.yml")
      #expect(store.diagnostics.last?.span?.position.line == 1)
      _ = (store.stories, store.lookupNames, store.deployments)
      #expect(store.diagnostics.count == 2)
    }
  }

  @Test func deploymentsComeWhenNeeded() throws {
    let own =
      "name: T\nid: t\ntype: Anomaly\nscheduling: {cron_schedule: 1 * * * *, "
      + "earliest_time: -1h, latest_time: now}\nalert_action: {rba: {enabled: true}}\n"
    try Samples.withFolder([
      "detections/a.yml": Samples.detection(),
      "detections/b.yml": Samples.detection(
        name: "B", id: "b", rest: "analytic_story: [x]\nschedule: Nightli"),
      "detections/base.yml": Samples.detection(name: "Base", id: "c", type: "Baseline"),
      "deployments/t.yml": own,
    ]) { folder in
      let store = ContentStore(folders: [folder])
      let detections = store.detections(matching: [])
      #expect(detections.map(\.name) == ["Pod Shell", "B"])
      #expect(detections.first.map { store.deployment(for: $0).cron } == "1 * * * *")
      #expect(store.diagnostics.map(\.code) == [.unknownReference])
      #expect(store.baselines.map(\.name) == ["Base"])
    }
  }

  /// The store gives what the loader gives, item for item.
  @Test func agreesWithTheLoader() throws {
    guard let folder = Samples.shared("escu") else {
      print("skipped: ../shared/data/escu is absent")
      return
    }
    let library = ContentLoader.load(folders: [folder])
    let store = ContentStore(folders: [folder])
    #expect(store.detectionNames.map { $0.name } == library.detections.map(\.name))
    #expect(store.detectionNames.map { $0.id } == library.detections.map(\.id))
    #expect(store.macroNames == library.macros.macroNames)
    #expect(
      library.macroFiles.allSatisfy { macro in
        let arity = macro.definition.parameters.count
        return store.macro(named: macro.definition.name, arity: arity)?.body.text
          == macro.definition.body.text
      })
    #expect(store.lookupNames == library.lookups.map(\.name).sorted())
    #expect(store.lookups == library.lookups)
    let seed = store.detections(matching: [NamePattern("Kubernetes Cron Job Creation")])
    #expect(seed.map(\.id) == ["5984dbe8-572f-47d7-9251-3dff6c3f0c0d"])
    #expect(seed.map { store.deployment(for: $0).name } == ["ESCU Default Configuration Anomaly"])
  }
}
