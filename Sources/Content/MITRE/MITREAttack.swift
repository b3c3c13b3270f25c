/// Names and tactics of the ATT&CK techniques that content for Kubernetes refers to.
///
/// Source: ATT&CK Enterprise 19, containers matrix, and the ids of ESCU's Kubernetes detections;
/// 19 split the tactic Defense Evasion into Stealth, which keeps its id, and Defense Impairment.
package enum MITREAttack {
  package enum Tactic: String, Sendable, CaseIterable {
    case initialAccess = "TA0001"
    case execution = "TA0002"
    case persistence = "TA0003"
    case privilegeEscalation = "TA0004"
    case stealth = "TA0005"
    case defenseImpairment = "TA0112"
    case credentialAccess = "TA0006"
    case discovery = "TA0007"
    case lateralMovement = "TA0008"
    case collection = "TA0009"
    case exfiltration = "TA0010"
    case commandAndControl = "TA0011"
    case impact = "TA0040"

    package var id: String { rawValue }

    package var name: String {
      switch self {
      case .initialAccess: "Initial Access"
      case .execution: "Execution"
      case .persistence: "Persistence"
      case .privilegeEscalation: "Privilege Escalation"
      case .stealth: "Stealth"
      case .defenseImpairment: "Defense Impairment"
      case .credentialAccess: "Credential Access"
      case .discovery: "Discovery"
      case .lateralMovement: "Lateral Movement"
      case .collection: "Collection"
      case .exfiltration: "Exfiltration"
      case .commandAndControl: "Command and Control"
      case .impact: "Impact"
      }
    }
  }

  package struct Technique: Sendable, Equatable {
    package let id: String
    package let name: String
    /// Ordering: as the matrix shows them.
    package let tactics: [Tactic]
    /// The technique that ATT&CK revoked this one for; older content still names it.
    package let replacement: String?
  }

  /// The technique of an id as content writes it (`T1053.007`); nil when the table has none.
  package static func technique(_ id: String) -> Technique? { byID[id] }

  /// Ordering: by id.
  package static var techniques: [Technique] { table }

  private static let byID = Dictionary(table.map { ($0.id, $0) }) { first, _ in first }
}
