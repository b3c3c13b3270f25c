/// When a detection runs, over which time, and what its rows become.
///
/// Source: ESCU `deployments/` and `schedules/`.
package struct Deployment: Sendable, Equatable {
  /// The finding that each row becomes.
  package struct NotableAction: Sendable, Equatable {
    /// `%name%` stands for the detection's name.
    package let ruleTitle: String
    /// `%description%` stands for the detection's description.
    package let ruleDescription: String
    package let nesFields: [String]
  }

  package let name: String
  package let id: String?
  /// The detections that it is for; nil for one that is chosen by name or written in a detection.
  package let type: DetectionType?
  /// Five cron fields.
  package let cron: String
  package let earliest: String
  package let latest: String
  /// `auto` or minutes.
  package let scheduleWindow: String
  package let notable: NotableAction?
  package let isRiskEnabled: Bool
  /// Nil for the built-in ones.
  package let file: String?

  init(
    name: String, id: String? = nil, type: DetectionType?, schedule: Schedule,
    notable: NotableAction?, isRiskEnabled: Bool, file: String?
  ) {
    self.name = name
    self.id = id
    self.type = type
    self.cron = schedule.cron
    self.earliest = schedule.earliest
    self.latest = schedule.latest
    self.scheduleWindow = schedule.window
    self.notable = notable
    self.isRiskEnabled = isRiskEnabled
    self.file = file
  }

  struct Schedule {
    var cron: String
    var earliest: String
    var latest: String
    var window: String
  }

  var schedule: Schedule {
    Schedule(cron: cron, earliest: earliest, latest: latest, window: scheduleWindow)
  }

  /// What content without deployments of its own gets, equal to ESCU's default configurations.
  package static func builtIn(for type: DetectionType) -> Deployment {
    let hourly = Schedule(
      cron: "0 * * * *", earliest: "-70m@m", latest: "-10m@m", window: "auto")
    let daily = Schedule(
      cron: "10 0 * * *", earliest: "-1450m@m", latest: "-10m@m", window: "auto")
    let finding = NotableAction(
      ruleTitle: "%name%", ruleDescription: "%description%", nesFields: ["user", "dest"])
    let makesFinding = type == .ttp || type == .correlation
    return Deployment(
      name: "Built-in Configuration \(type.rawValue)", type: type,
      schedule: type == .baseline ? daily : hourly, notable: makesFinding ? finding : nil,
      isRiskEnabled: type == .ttp || type == .anomaly, file: nil)
  }
}
