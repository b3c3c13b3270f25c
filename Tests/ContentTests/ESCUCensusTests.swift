import Content
import Diagnostics
import Foundation
import SPLSyntax
import Testing

/// Expected values: the counts of the ESCU 4.42 census, chapters 1 and 7.
struct ESCUCensusTests {
  @Test func everythingLoads() throws {
    guard let folder = Samples.shared("escu") else {
      print("skipped: ../shared/data/escu is absent")
      return
    }
    let library = ContentLoader.load(folders: [folder])
    #expect(library.diagnostics.filter { $0.severity == .error }.map { $0.rendered() } == [])
    #expect(library.detections.count == 1711)
    #expect(library.macroFiles.count == 189)
    #expect(library.lookups.count == 79)
    #expect(library.stories.count == 261)
    #expect(library.dataSources.count == 205)
    #expect(library.deployments.count == 5)
    #expect(library.baselines.count == 66)

    let types = Dictionary(grouping: library.detections) { $0.type }.mapValues(\.count)
    #expect(types == [.ttp: 987, .anomaly: 481, .hunting: 228, .correlation: 15])
    let statuses = Dictionary(grouping: library.detections) { $0.status }.mapValues(\.count)
    #expect(statuses == [.production: 1472, .experimental: 141, .deprecated: 98])
    #expect(library.detections.filter { !$0.tests.isEmpty }.count == 1509)
    #expect(library.detections.filter { $0.manualTest != nil }.count == 25)
    let victims = library.detections.map(\.riskObjects.count).reduce(0, +)
    let attackers = library.detections.map(\.threatObjects.count).reduce(0, +)
    #expect(victims == 2204)
    #expect(attackers == 767)
    #expect(library.baselines.filter { $0.inlineDeployment != nil }.count == 23)
    // Six files state a score that impact and confidence do not give.
    #expect(library.diagnostics.filter { $0.code == .wrongType }.count == 6)
    let byName = Dictionary(grouping: library.detections, by: \.name)
    let computed = [
      "O365 Cross-Tenant Access Change": 56, "Linux Auditd Auditd Service Stop": 25,
      "Linux Auditd Find Credentials From Password Stores": 64,
      "Linux Auditd Find Ssh Private Keys": 49,
      "Linux Auditd Unix Shell Configuration Modification": 64,
      "Windows Multiple NTLM Null Domain Authentications": 75,
    ]
    #expect(computed.keys.reduce(into: [:]) { $0[$1] = byName[$1]?.first?.riskScore } == computed)

    let unused = library.detections.filter { !$0.search.text.contains("`\($0.filterMacroName)`") }
    #expect(unused.map(\.name) == [])
    #expect(
      library.detections.allSatisfy {
        library.macros.macro(named: $0.filterMacroName, arity: 0) != nil
      })
    let seed = try #require(byName["Kubernetes Cron Job Creation"]?.first)
    #expect(library.deployment(for: seed).name == "ESCU Default Configuration Anomaly")
  }

  @Test func everyWordOfEverySearchLeadsBack() throws {
    guard let folder = Samples.shared("escu") else {
      print("skipped: ../shared/data/escu is absent")
      return
    }
    let library = ContentLoader.load(folders: [folder + "/detections", folder + "/macros"])
    let texts = library.detections.map(\.search) + library.macroFiles.map(\.definition.body)
    var whole: [String] = []
    for text in texts {
      let pieces = text.source.pieces
      let covered = pieces.map { $0.range.count }.reduce(0, +)
      let wide = pieces.contains { !$0.isVerbatim && $0.range.count > 4 }
      if covered != text.source.bytes.count || wide { whole.append(text.position.source) }
    }
    #expect(whole == [])
  }
}
