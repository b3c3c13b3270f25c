import ArgumentParser
import Detections
import EventModel
import Foundation

extension FindingsSubcommand {
  struct Suppress: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "suppress",
      abstract: "Keep findings from people for a while, end that, or list the rules.",
      discussion: """
        Suppressed findings are recorded, and add to risk; nobody is told of them. Example:
        needletail findings suppress --store DIR rollout --detection '*Cron Job*' \
        --where user=deploy-bot --for 7d
        """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "The name of the rule; without one, the rules are listed.")
    var name: String?

    @Option(
      name: .long,
      help: ArgumentHelp("The detections it is for, by name or id.", valueName: "glob"))
    var detection: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "A field of the result and its value; repeatable.", valueName: "field=glob"))
    var `where`: [String] = []

    @Option(name: .customLong("for"), help: "How long: 8h, 7d, 2w. Without it, until it is ended.")
    var period: String?

    @Option(name: .long, help: "Why.")
    var comment: String = ""

    @Flag(name: .long, help: "End the rule.")
    var end = false

    func run() throws {
      let state = try store.open()
      guard let name else { return try list(state) }
      if end {
        guard try state.endSuppression(name) else {
          throw Failure.usage("no suppression rule `\(name)`")
        }
        return
      }
      guard detection != nil || !self.where.isEmpty else {
        throw Failure.usage("a rule without --detection and --where would suppress everything")
      }
      let now = Date().timeIntervalSince1970
      try state.suppress(
        SuppressionRule(
          name: name, detection: detection, conditions: try self.where.map { try condition($0) },
          starts: now, expires: try seconds().map { now + Double($0) }, comment: comment,
          actor: FindingsSubcommand.person))
    }

    private func seconds() throws -> Int? {
      guard let period else { return nil }
      guard let seconds = Duration.seconds(of: period), seconds > 0 else {
        throw Failure.usage("--for \(period): write a number and a unit, such as 8h or 7d")
      }
      return seconds
    }

    private func condition(_ text: String) throws -> SuppressionRule.Condition {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw Failure.usage("--where \(text): write it as FIELD=VALUE; * stands for anything")
      }
      return SuppressionRule.Condition(
        field: String(text[..<equals]), pattern: String(text[text.index(after: equals)...]))
    }

    private func list(_ state: StateDatabase) throws {
      let now = Date().timeIntervalSince1970
      for rule in try state.suppressions() {
        let conditions = rule.conditions.map { "\($0.field)=\($0.pattern)" }
        let until =
          rule.expires.map { ($0 > now ? "until " : "ended ") + FindingJSON.time($0) } ?? "always"
        let parts =
          [rule.name, until, rule.detection ?? "*"] + conditions + [rule.actor, rule.comment]
        StandardOutput.show(parts.filter { !$0.isEmpty }.joined(separator: "  "))
      }
    }
  }
}
