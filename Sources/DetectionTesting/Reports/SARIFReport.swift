package import Diagnostics
import EventModel

/// What did not pass as SARIF 2.1.0, for code scanning.
package struct SARIFReport: Sendable {
  /// Of this program.
  package let version: String
  package let folder: ReportFolder

  package init(version: String, folder: ReportFolder) {
    self.version = version
    self.folder = folder
  }

  private enum Rule: String, CaseIterable {
    case failed = "test-failed"
    case error = "test-error"
    case missingData = "test-missing-data"
    case skipped = "test-skipped"

    init?(_ verdict: TestOutcome.Verdict) {
      switch verdict {
      case .passed: return nil
      case .failed: self = .failed
      case .error: self = .error
      case .missingData: self = .missingData
      case .skipped: self = .skipped
      }
    }

    var summary: String {
      switch self {
      case .failed: "A detection does not find what its test says."
      case .error: "The search of a detection cannot run."
      case .missingData: "The events that a test names are not at hand."
      case .skipped: "A test was not run."
      }
    }

    var level: String {
      switch self {
      case .failed, .error: "error"
      case .missingData: "warning"
      case .skipped: "note"
      }
    }
  }

  package func text(_ outcomes: [TestOutcome]) -> [UInt8] {
    var report = JSONObjectWriter()
    report.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    report.text("version", "2.1.0")
    var run = JSONObjectWriter()
    run.raw("tool", Self.object { $0.raw("driver", driver) })
    run.raw("results", Self.list(outcomes.compactMap { result($0) }))
    run.text("columnKind", "unicodeCodePoints")
    report.raw("runs", Self.list([run.finished()]))
    return report.finished() + [UInt8(ascii: "\n")]
  }

  private var driver: [UInt8] {
    Self.object { driver in
      driver.text("name", "needletail")
      driver.text("semanticVersion", version)
      driver.raw(
        "rules",
        Self.list(
          Rule.allCases.map { rule in
            Self.object { object in
              object.text("id", rule.rawValue)
              object.raw("shortDescription", Self.object { $0.text("text", rule.summary) })
              object.raw("defaultConfiguration", Self.object { $0.text("level", rule.level) })
            }
          }))
    }
  }

  private func result(_ outcome: TestOutcome) -> [UInt8]? {
    guard let rule = Rule(outcome.verdict),
      let index = Rule.allCases.firstIndex(of: rule)
    else { return nil }
    return Self.object { result in
      result.text("ruleId", rule.rawValue)
      result.number("ruleIndex", Double(index))
      result.text("level", rule.level)
      let message =
        "\(outcome.detection), \(outcome.test) (\(outcome.kind.rawValue)): "
        + (outcome.message ?? rule.summary)
      result.raw("message", Self.object { $0.text("text", message) })
      if !outcome.file.isEmpty { result.raw("locations", Self.list([location(outcome)])) }
    }
  }

  private func location(_ outcome: TestOutcome) -> [UInt8] {
    Self.object { location in
      let physical = Self.object { physical in
        let uri = folder.uri(outcome.file)
        physical.raw("artifactLocation", Self.object { $0.text("uri", uri) })
        if let line = outcome.line {
          physical.raw("region", Self.object { $0.number("startLine", Double(line)) })
        }
      }
      location.raw("physicalLocation", physical)
    }
  }

  private static func object(_ body: (inout JSONObjectWriter) -> Void) -> [UInt8] {
    var writer = JSONObjectWriter()
    body(&writer)
    return writer.finished()
  }

  private static func list(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + Array(items.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "]")]
  }
}
