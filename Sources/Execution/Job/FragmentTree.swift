import Diagnostics
import EventModel
import QueryPlan

/// A plan and the plans inside it, each with the fragment that scans for it, so that all of them
/// share one scan.
final class FragmentTree: Sendable {
  private let plan: Plan
  private let fragment: ScanFragment?
  private let children: [(subplan: Subplan, tree: FragmentTree)]

  init(_ plan: Plan, _ environment: SearchEnvironment, _ cancellation: Cancellation) {
    self.plan = plan
    switch plan.source {
    case .events(let scan):
      fragment = ScanFragment(
        PlanSplit(plan, scan: scan), environment: environment, cancellation: cancellation)
    case .rows: fragment = nil
    }
    children = Self.subplans(of: plan.steps).compactMap { subplan in
      guard case .plan(let inner) = subplan.origin else { return nil }
      return (subplan, FragmentTree(inner, environment, cancellation))
    }
  }

  /// The subplans of steps, those inside `appendpipe` included.
  static func subplans(of steps: [PlanStep]) -> [Subplan] {
    steps.flatMap { step -> [Subplan] in
      guard case .combine(_, let subplan) = step else { return [] }
      guard case .rows(let inner) = subplan.origin else { return [subplan] }
      return subplans(of: inner)
    }
  }

  /// All fragments of the tree.
  var fragments: [ScanFragment] {
    [fragment].compactMap { $0 } + children.flatMap { $0.tree.fragments }
  }

  /// Whether a part of it waits for an aggregation that others share.
  var isShared: Bool { fragments.contains { $0.isShared } }

  /// The rows of the plan, after the scan.
  func finish(_ environment: SearchEnvironment) throws(Diagnostic) -> [Batch] {
    var runner = StepRunner(evaluator: ExpressionEvaluator(environment: environment))
    for (subplan, tree) in children {
      runner.subplanRows[ObjectIdentifier(subplan)] = try tree.finish(environment)
    }
    switch plan.source {
    case .events:
      guard let fragment else { return [] }
      return try runner.run(fragment.plan.rest, over: try fragment.finish())
    case .rows(let generator):
      let rows = try generator.rows(wanted: .everything, in: environment)
      return try runner.run(plan.steps, over: rows)
    }
  }
}
