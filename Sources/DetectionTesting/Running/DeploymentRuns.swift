package import Content
import Detections
package import EventModel

/// The runs that a deployment's schedule asks for.
package struct DeploymentRuns: NominalRuns {
  private let cron: CronSchedule
  private let earliest: TimeModifier
  private let latest: TimeModifier
  private let zone: TimeZoneRules

  /// Errors: what cannot be read, as a sentence.
  package init(_ deployment: Deployment, zone: TimeZoneRules) throws(AttackDataError) {
    do {
      cron = try CronSchedule(deployment.cron)
    } catch {
      throw AttackDataError(
        "the schedule `\(deployment.cron)` of \(deployment.name): \(error.message)")
    }
    earliest = try Self.modifier(deployment.earliest, deployment)
    latest = try Self.modifier(deployment.latest, deployment)
    self.zone = zone
  }

  private static func modifier(
    _ text: String, _ deployment: Deployment
  ) throws(AttackDataError) -> TimeModifier {
    do {
      return try TimeModifier(text)
    } catch {
      throw AttackDataError("the time `\(text)` of \(deployment.name): \(error.message)")
    }
  }

  package func run(after time: Double) -> NominalRun? {
    guard abs(time) < CivilTime.epochLimit,
      let next = cron.next(after: Int(time.rounded(.down)), zone: zone)
    else { return nil }
    let due = Double(next)
    return NominalRun(
      time: due, earliest: earliest.resolve(now: due, zone: zone),
      latest: latest.resolve(now: due, zone: zone))
  }
}
