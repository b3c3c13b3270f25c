import DetectionTesting
import EventModel
import KubernetesAudit
import Testing

/// Expected values: the API server records what the first matching rule says.
@Suite struct PolicyReductionTests {
  private let reduction = PolicyReduction(
    AuditPolicy(rules: [AuditPolicy.Rule(level: .none)]))

  @Test func otherLinesStay() throws {
    let text = "plain\n{\"a\":1}\n"
    #expect(try reduction.reduced(Array(text.utf8)) == Array(text.utf8))
  }

  @Test func whatIsNotRecordedIsGone() throws {
    let event = Samples.event()
    #expect(try reduction.reduced(Array((event + "\nplain\n").utf8)) == Array("plain\n".utf8))
  }

  @Test func aListOfEventsIsRefused() {
    let list = #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]}"#
    #expect(throws: AttackDataError.self) { try reduction.reduced(Array(list.utf8)) }
  }
}
