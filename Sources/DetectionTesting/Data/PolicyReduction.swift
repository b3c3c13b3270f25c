import EventModel
package import KubernetesAudit

/// Events as an audit policy would have had them recorded; other lines stay as they are.
package struct PolicyReduction: EventReduction {
  private let reduction: AuditPolicyReduction

  package init(_ policy: AuditPolicy) { reduction = AuditPolicyReduction(policy) }

  /// Errors: the text holds audit events in another form than one a line, which the policy could
  /// not be applied to.
  package func reduced(_ text: [UInt8]) throws -> [UInt8] {
    let arena = Arena()
    let document = JSONDocument()
    let newline = UInt8(ascii: "\n")
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for line in text.split(separator: newline, omittingEmptySubsequences: true) {
      let bytes = arena.store(Array(line))
      switch try? reduction.outcome(of: bytes, in: document) {
      case .recorded(let event, _): output += event + [newline]
      case .notRecorded: continue
      case .notAnEvent, nil:
        guard !Self.holdsEvents(line) else {
          throw AttackDataError(
            "the audit policy cannot be applied: the audit events are not one a line")
        }
        output += line + [newline]
      }
    }
    return output
  }

  /// Whether a line is a list of audit events, or part of one over several lines.
  private static func holdsEvents(_ line: ArraySlice<UInt8>) -> Bool {
    String(decoding: line, as: UTF8.self).contains("audit.k8s.io/v1")
  }
}
