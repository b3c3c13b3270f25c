package import Content
import Diagnostics
package import EventModel
package import QueryPlan
import SPLSyntax
package import SearchEngine

/// One version of all content that a scheduler runs.
package struct ScheduledContent: Sendable {
  /// A detection with everything its runs need.
  package struct Item: Sendable {
    package let detection: Detection
    package let deployment: Deployment
    package let throttle: ThrottleRule?
    package let search: ScheduledSearch
  }

  /// By id.
  package let items: [String: Item]
  /// Detections that cannot be scheduled, and why; a caller that reloads keeps the old content then.
  package let problems: [String]
  package let riskFactors: [RiskFactor]
  package let assets: AssetPriorities
  /// A compiler for a run: what `now` and the range of time are differs from run to run.
  package let compiler: @Sendable (SearchEnvironment) -> SearchCompiler
  package let zone: TimeZoneRules

  /// - Parameter detections: those that are to run, each with the schedule and actions that hold.
  package init(
    detections: [(detection: Detection, deployment: Deployment)], riskFactors: [RiskFactor] = [],
    assets: AssetPriorities = AssetPriorities(), zone: TimeZoneRules,
    mode: ScheduleMode = .continuous, skew: ScheduleSkew = .none,
    compiler: @escaping @Sendable (SearchEnvironment) -> SearchCompiler
  ) {
    self.riskFactors = riskFactors
    self.assets = assets
    self.compiler = compiler
    self.zone = zone
    var items: [String: Item] = [:]
    var problems: [String] = []
    let checker = compiler(SearchEnvironment(now: 0, zone: zone))
    for (detection, deployment) in detections {
      do {
        items[detection.id] = Item(
          detection: detection, deployment: deployment,
          throttle: try Self.throttle(of: detection),
          search: try Self.search(detection, deployment, mode, skew, checker))
      } catch {
        problems.append("\(detection.file): `\(detection.name)`: \(error)")
      }
    }
    self.items = items
    self.problems = problems
  }

  /// A key of a detection that means nothing.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  private static func throttle(of detection: Detection) throws -> ThrottleRule? {
    guard let throttling = detection.throttling else { return nil }
    guard let rule = ThrottleRule(throttling) else {
      throw Problem(
        description: "the throttling period `\(throttling.period)` is no length of time; write it "
          + "as `3600s` or `1d`")
    }
    return rule
  }

  private static func search(
    _ detection: Detection, _ deployment: Deployment, _ mode: ScheduleMode, _ skew: ScheduleSkew,
    _ compiler: SearchCompiler
  ) throws -> ScheduledSearch {
    guard let window = ScheduleWindow(deployment.scheduleWindow) else {
      throw Problem(
        description: "the schedule window `\(deployment.scheduleWindow)` is neither `auto` nor a "
          + "number of minutes")
    }
    return ScheduledSearch(
      id: detection.id, name: detection.name,
      contentHash: hash(detection, deployment, compiler), cron: try CronSchedule(deployment.cron),
      earliest: try modifier(deployment.earliest), latest: try modifier(deployment.latest),
      mode: mode, window: window, skew: skew)
  }

  private static func modifier(_ text: String) throws -> TimeModifier? {
    guard !text.isEmpty else { return nil }
    do {
      return try TimeModifier(text)
    } catch {
      throw Problem(description: "\(error.message); \(error.help)")
    }
  }

  /// The search as it runs, macros in place, and all that is made of its rows.
  private static func hash(
    _ detection: Detection, _ deployment: Deployment, _ compiler: SearchCompiler
  ) -> String {
    let text = (try? compiler.parse(detection.search))?.printed ?? detection.search.text
    let risk = detection.scoredObjects.flatMap {
      [$0.field, $0.type.rawValue, String($0.score), $0.message]
    }
    let threats = detection.threatObjects.flatMap { [$0.field, $0.type] }
    let throttle = detection.throttling.map { $0.fields + [$0.period] } ?? []
    return StableHash.key(
      [
        detection.name, detection.type.rawValue, text, deployment.earliest, deployment.latest,
        String(deployment.isRiskEnabled), String(deployment.notable != nil),
      ] + risk + ["threats"] + threats + ["throttle"] + throttle)
  }
}
