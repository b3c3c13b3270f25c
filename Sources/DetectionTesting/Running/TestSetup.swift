package import Content
import EventModel
package import Execution
import QueryPlan
package import SearchEngine

/// What tests run with.
package struct TestSetup: Sendable {
  /// Macros and knowledge; each test has an environment of its own.
  package let compiler: SearchCompiler
  package let attackData: AttackDataStore
  /// The schedule and actions that hold for a detection.
  package let deployment: @Sendable (Detection) -> Deployment
  /// What an audit policy leaves of the events; nil for all.
  package let reduction: (any EventReduction)?
  /// Threads for all tests together.
  package let workerCount: Int
  package let cancellation: Cancellation

  package init(
    compiler: SearchCompiler, attackData: AttackDataStore,
    deployment: @escaping @Sendable (Detection) -> Deployment,
    reduction: (any EventReduction)? = nil, workerCount: Int,
    cancellation: Cancellation = Cancellation()
  ) {
    self.compiler = compiler
    self.attackData = attackData
    self.deployment = deployment
    self.reduction = reduction
    self.workerCount = max(workerCount, 1)
    self.cancellation = cancellation
  }

  var now: Double { compiler.environment.now }
  var zone: TimeZoneRules { compiler.environment.zone }

  /// An environment that no other test writes notices to.
  func environment(_ run: NominalRun?) -> SearchEnvironment {
    SearchEnvironment(
      now: run?.time ?? now, zone: zone, earliest: run?.earliest, latest: run?.latest,
      memoryBudget: compiler.environment.memoryBudget)
  }

  /// The compiler for a test over all time, or over the range of a run.
  func compiler(_ run: NominalRun?) -> SearchCompiler {
    SearchCompiler(
      macros: compiler.macros, knowledge: compiler.knowledge, environment: environment(run))
  }
}
