import Content
import Detections
import Diagnostics
import KubernetesAudit
import SearchEngine

/// The chosen detections, as the policy doctor looks at them.
struct AuditSearches {
  private(set) var searches: [(detection: Detection, search: AuditSearch)] = []
  /// Detections that are not about audit events.
  private(set) var others: [Detection] = []
  private(set) var refused: [(detection: Detection, diagnostic: Diagnostic)] = []

  init(only: [String], session: Session) throws {
    let own = session.compiler()
    let compiler = SearchCompiler(
      macros: own.macros, knowledge: AuditKnowledge(own.knowledge), environment: own.environment)
    for detection in try DetectionChoice.pick(only, from: session.content) {
      do throws(Diagnostic) {
        let plan = try compiler.checked(detection.search).plan
        if let search = AuditSearch(
          name: detection.name, plan: plan, outputs: Self.outputs(of: detection))
        {
          searches.append((detection, search))
        } else {
          others.append(detection)
        }
      } catch {
        refused.append((detection, error))
      }
    }
  }

  /// Fields of a result that risk, messages and threat objects are made of.
  static func outputs(of detection: Detection) -> [String] {
    let messages = detection.scoredObjects.map { $0.message } + [detection.finding?.title ?? ""]
    return detection.scoredObjects.map { $0.field } + detection.threatObjects.map { $0.field }
      + messages.flatMap { MessageTemplate($0).fields }
  }

  func reportRefused() {
    for (detection, diagnostic) in refused.prefix(10) {
      StandardError.write(
        "not checked: \(detection.name) does not run: \(diagnostic.code.rawValue) "
          + diagnostic.message)
    }
    if refused.count > 10 {
      StandardError.write(
        "not checked: \(Quantity.count(refused.count - 10)) more detections do not run; "
          + "`needletail content list` says why")
    }
  }
}
