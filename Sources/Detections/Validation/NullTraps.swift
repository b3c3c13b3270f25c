import Diagnostics
import EventModel
package import QueryPlan

/// Groupings that lose rows in silence, because a field that they group by is often null.
///
/// Only fields of Kubernetes audit events are judged, of which it is known that many events lack
/// them: bodies under most policies, and parts of the object that some requests do not have.
package struct NullTraps: Sendable {
  /// Fields that all rows may lack, so that even `fillnull` does not fill them.
  package private(set) var unfilled: [String] = []
  /// Fields that some rows lack.
  package private(set) var dropped: [String] = []

  private enum Fill { case none, present, all }

  package init(of plan: Plan) {
    var named: Set<String> = []
    var fill = Fill.none
    if case .events(let scan) = plan.source, let predicate = scan.predicate {
      named.formUnion(predicate.needs.names)
    }
    for step in plan.steps {
      switch step {
      case .filter(let expression): named.formUnion(expression.needs.names)
      case .compute(let assignments): named.formUnion(assignments.map(\.target))
      case .extract(let extractor): named.formUnion(extractor.writes ?? [])
      case .rename(let rules): named.formUnion(rules.map(\.to.text))
      case .fill(let step):
        if let fields = step.fields { named.formUnion(fields) } else { fill = .present }
      case .aggregate(let aggregation):
        judge(aggregation.groups, named: named, fill: fill)
        return
      case .project, .window, .sort, .limit, .deduplicate, .expand: continue
      case .dataset, .combine: return
      }
    }
  }

  private mutating func judge(_ groups: [String], named: Set<String>, fill: Fill) {
    for group in groups where !named.contains(group) {
      if Self.bodies.contains(where: group.hasPrefix) {
        if fill == .none { dropped.append(group) } else { unfilled.append(group) }
      } else if fill == .none, Self.optional.contains(group), named.isDisjoint(with: Self.objects) {
        dropped.append(group)
      }
    }
  }

  /// Source: Kubernetes audit levels: Metadata has neither body.
  private static let bodies = ["requestObject.", "responseObject."]
  /// A search that asks for one kind of object knows what its requests have.
  private static let objects: Set<String> = [
    "objectRef.resource", "objectRef.subresource", "requestURI",
  ]
  private static let optional: Set<String> = [
    "objectRef.name", "objectRef.namespace", "objectRef.subresource", "objectRef.apiGroup",
    "impersonatedUser.username",
  ]
}
