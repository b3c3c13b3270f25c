import Content
import Diagnostics
import QueryPlan
import SPLSyntax
import Testing

struct LoadingTests {
  @Test func layoutFolder() throws {
    try Samples.withFolder([
      "detections/cloud/pod.yml": Samples.detection(),
      "detections/.hidden.yml": "nothing",
      "macros/kube.yml": "name: kube\ndefinition: 'source=\"kubernetes\"'\n",
      "macros/ctime.yml":
        "name: ctime(1)\narguments: [field]\ndefinition: convert ctime($field$)\n",
      "macros/own.yml": "name: pod_shell_filter\ndefinition: search user!=bob\n",
      "lookups/a.yml":
        "name: a\nfilename: a.csv\nmatch_type: WILDCARD(x), CIDR(net)\nmin_matches: 1\n"
        + "default_match: 'false'\ncase_sensitive_match: 'false'\nmax_matches: 1\n",
      "lookups/a.csv": "x,net\n",
      "lookups/b.yml": "name: b\ncollection: b\nfields_list: _key, user , seen\n",
      "lookups/c.yml": "name: c\nlookup_type: csv\nmatch_type: ['WILDCARD(y)']\n",
      "lookups/d.yml": "name: d\nfilename: d.mlmodel\n",
      "stories/s.yml":
        "name: S\nid: i\nversion: 1\nauthor: a\ndescription: d\nnarrative: n\n"
        + "tags: {category: [Malware], usecase: Fraud}\n",
      "data_sources/k.yml":
        "name: K\nid: k\nsource: kubernetes\nsourcetype: _json\nfields: [verb]\nexample_log: '{}'\n"
        + "supported_TA: [{name: T, version: 1, url: u}]\n",
      "README.md": "text", "other/x.yml": "x: 1", "contentctl.yml": "app: {uid: 1}",
      "needletail.yml": "content: [.]",
      "beside.yml": "name: beside\ndefinition: search x=1\n",
    ]) { folder in
      let library = ContentLoader.load(folders: [folder])
      #expect(library.diagnostics.map(\.code) == [.missingLookupFile])
      #expect(library.hasErrors == false)
      #expect(library.files.count == 11)
      #expect(library.detections.first?.file == folder + "/detections/cloud/pod.yml")
      #expect(library.macros.macro(named: "kube", arity: 0)?.body.text == "source=\"kubernetes\"")
      #expect(library.macros.macro(named: "kube", arity: 0)?.body.position.line == 2)
      #expect(library.macros.macro(named: "ctime", arity: 1)?.parameters == ["field"])
      #expect(
        library.macros.macro(named: "pod_shell_filter", arity: 0)?.body.text == "search user!=bob")
      #expect(library.macros.macro(named: "beside", arity: 0) != nil)
      let lookups = library.lookups
      #expect(
        lookups.first?.definition
          == LookupDefinition(
            name: "a", matching: ["x": .wildcard, "net": .cidr], isCaseSensitive: false,
            defaultMatch: "false", minimumMatches: 1, maximumMatches: 1))
      #expect(
        lookups.map(\.kind) == [
          .csv(path: folder + "/lookups/a.csv"), .collection(name: "b"),
          .csv(path: folder + "/lookups/c.csv"), .model(path: folder + "/lookups/d.mlmodel"),
        ])
      #expect(lookups[1].fields == ["_key", "user", "seen"])
      #expect(lookups[2].definition.matching == ["y": .wildcard])
      #expect(library.stories.first?.useCase == "Fraud")
      #expect(library.dataSources.first?.addOns == ["T"])
      #expect(library.dataSources.first?.exampleLog == "{}")
    }
  }

  @Test func laterFoldersOverride() throws {
    try Samples.withFolder([
      "one/detections/a.yml": Samples.detection(),
      "one/detections/b.yml": Samples.detection(name: "Second", id: "2"),
      "one/macros/m.yml": "name: m\ndefinition: one\n",
      "two/a.yml": Samples.detection(name: "Renamed"),
      "two/deep/b.yml": Samples.detection(name: "Second", id: "new"),
      "two/m.yml": "name: m\ndefinition: two\n",
      "two/needletail.yml": "content: []\n",
    ]) { folder in
      let library = ContentLoader.load(folders: [folder + "/one", folder + "/two"])
      #expect(library.places == [])
      #expect(library.detections.map(\.name) == ["Renamed", "Second"])
      #expect(library.detections.map(\.id).last == "new")
      #expect(library.macros.macro(named: "m", arity: 0)?.body.text == "two")
    }
  }

  @Test func aSubfolderOfALayoutKnowsItsKind() throws {
    try Samples.withFolder(["macros/m.yml": "name: m\n"]) { folder in
      let library = ContentLoader.load(folders: [folder + "/macros", folder + "/absent"])
      #expect(library.diagnostics.map(\.code) == [.unreadableFile, .missingKey])
      #expect(library.diagnostics.first?.message.contains("absent") == true)
    }
  }

  @Test func deploymentsByPrecedence() throws {
    func deployment(_ name: String, cron: String) -> String {
      """
      name: \(name)
      id: \(name)
      type: TTP
      scheduling: {cron_schedule: '\(cron)', earliest_time: -1h, latest_time: now}
      alert_action: {notable: {rule_title: '%name%', rule_description: '%description%', nes_fields: [user]}, rba: {enabled: true}}
      """
    }
    let inline = """
      tags: {analytic_story: [x]}
      deployment:
        scheduling: {cron_schedule: 5 * * * *, earliest_time: -2h, latest_time: -1h, schedule_window: 10}
      """
    try Samples.withFolder([
      "one/detections/a.yml": Samples.detection(type: "TTP"),
      "one/detections/b.yml": Samples.detection(name: "B", id: "b", type: "TTP", rest: inline),
      "one/detections/c.yml": Samples.detection(name: "C", id: "c", type: "Correlation"),
      "one/detections/d.yml": Samples.detection(
        name: "D", id: "d", rest: "analytic_story: [x]\nschedule: Nightly"),
      "one/detections/e.yml": Samples.detection(
        name: "E", id: "e",
        rest: "analytic_story: [x]\ncustom_schedule: {cron_schedule: 9 * * * *, "
          + "earliest_time: -2h, latest_time: -1h}"),
      "one/deployments/t.yml": deployment("T1", cron: "1 * * * *"),
      "one/schedules/n.yml":
        "name: Nightly\nid: n\ncron_schedule: 0 3 * * *\nearliest_time: -1d\nlatest_time: -0d\n",
      "two/deployments/t.yml": deployment("T2", cron: "2 * * * *"),
    ]) { folder in
      let library = ContentLoader.load(folders: [folder + "/one", folder + "/two"])
      #expect(library.places == [])
      let chosen = library.detections.map { library.deployment(for: $0) }
      #expect(
        chosen.map(\.cron) == ["2 * * * *", "5 * * * *", "0 * * * *", "0 3 * * *", "9 * * * *"])
      #expect(chosen.map(\.isRiskEnabled) == [true, true, false, true, true])
      #expect(
        chosen.map { $0.notable?.nesFields ?? [] } == [
          ["user"], ["user", "dest"], ["user", "dest"], [], [],
        ])
      #expect(chosen[1].name == "B - Inline Deployment")
      #expect(chosen[1].scheduleWindow == "10")
      #expect(chosen[2].file == nil)
    }
  }

  @Test func baselinesAreDetectionsOfTheirOwnKind() {
    let library = Samples.load(
      (
        "b.yml",
        """
        name: Baseline Of Pods
        id: b
        version: 1
        author: a
        type: Baseline
        description: d
        search: index=audit | outputlookup pods
        tags: {detections: [Pod Shell], observable: [{name: field, type: Unknown, role: [Unknown]}]}
        """
      ))
    #expect(library.places == [])
    #expect(library.detections.isEmpty)
    #expect(library.baselines.first?.servedDetections == ["Pod Shell"])
    let deployment = library.baselines.first.map { library.deployment(for: $0) }
    #expect(deployment?.cron == "10 0 * * *")
    #expect(deployment?.earliest == "-1450m@m")
  }

  @Test func namePatterns() {
    #expect(NamePattern("Kubernetes*").matches("kubernetes cron job creation"))
    #expect(NamePattern("*cron?job*creation").matches("Kubernetes Cron Job Creation"))
    #expect(NamePattern("*").matches(""))
    #expect(!NamePattern("Cron").matches("Cron Job"))
    #expect(!NamePattern("*x").matches("xy"))
  }
}
