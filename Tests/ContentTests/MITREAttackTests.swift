import Content
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
}
