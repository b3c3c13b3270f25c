import Content
import Foundation
import Testing

struct MITREAttackTests {
  @Test func theSeed() {
    let technique = MITREAttack.technique("T1053.007")
    #expect(technique?.name == "Container Orchestration Job")
    #expect(technique?.tactics == [.execution, .persistence, .privilegeEscalation])
    #expect(technique?.tactics.first?.id == "TA0002")
    #expect(technique?.tactics.first?.name == "Execution")
  }

  @Test func unknownIsNil() {
    #expect(MITREAttack.technique("T9999") == nil)
  }

  @Test func sortedAndUnique() {
    let ids = MITREAttack.techniques.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  /// Expected values: attack.mitre.org, ATT&CK 19, pages T1686.001 and TA0112.
  @Test func whatNineteenChanged() {
    #expect(MITREAttack.technique("T1686.001")?.name == "Cloud Firewall")
    #expect(MITREAttack.technique("T1686.001")?.tactics.map(\.id) == ["TA0112"])
    #expect(MITREAttack.technique("T1562.001")?.replacement == "T1685")
    #expect(MITREAttack.Tactic.stealth.id == "TA0005")
    for technique in MITREAttack.techniques {
      #expect(technique.replacement.map { MITREAttack.technique($0) != nil } ?? true)
      #expect(!technique.tactics.isEmpty)
    }
  }

  @Test func everyIDOfThePackIsKnown() throws {
    let pack = ContentLoader.load(folders: [Samples.repository + "/Content"])
    let ids = Set(pack.detections.flatMap(\.mitreAttackIDs))
    #expect(ids.count > 25)
    #expect(ids.filter { MITREAttack.technique($0) == nil } == [])
    #expect(ids.filter { MITREAttack.technique($0)?.replacement != nil } == [])
  }

  @Test func everyIDOfKubernetesContentIsKnown() throws {
    guard let folder = Samples.shared("escu") else {
      print("skipped: ../shared/data/escu is absent")
      return
    }
    let store = ContentStore(folders: [folder])
    let detections = store.detections(matching: [NamePattern("*kubernetes*")])
    #expect(detections.count > 40)
    let ids = Set(detections.flatMap(\.mitreAttackIDs))
    #expect(ids.filter { MITREAttack.technique($0) == nil } == [])
  }
}
