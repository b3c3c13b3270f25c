/// Outcomes as JUnit XML.
///
/// Source: the schemas `JUnit.xsd` of Windy Road, which Azure, GitLab and the rest go by, and
/// `junit-10.xsd` of Jenkins. Neither knows a `file` of a `testcase`, the first no attributes of
/// `testsuites`, the second no time of a suite below a millisecond.
package struct JUnitReport: Sendable {
  /// When the tests ran, as `2026-01-31T12:00:00` in UTC.
  package let timestamp: String
  package let hostname: String
  package let allowsMissingData: Bool

  package init(timestamp: String, hostname: String, allowsMissingData: Bool = false) {
    self.timestamp = timestamp
    self.hostname = hostname
    self.allowsMissingData = allowsMissingData
  }

  /// One suite for each kind of test, one case for each outcome.
  package func text(_ outcomes: [TestOutcome]) -> String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
    for (number, kind) in TestOutcome.Kind.allCases.enumerated() {
      let own = outcomes.filter { $0.kind == kind }
      if !own.isEmpty { lines += suite(own, name: kind.rawValue, number: number) }
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  private func suite(_ outcomes: [TestOutcome], name: String, number: Int) -> [String] {
    let failures = outcomes.count { $0.verdict == .failed }
    let skipped = outcomes.count { element($0) == .skipped }
    let errors = outcomes.count { element($0) == .error }
    let seconds = outcomes.reduce(0) { $0 + $1.seconds }
    let start =
      "  <testsuite name=\"\(name)\" package=\"needletail\" id=\"\(number)\" "
      + "timestamp=\"\(Self.escaped(timestamp))\" hostname=\"\(Self.escaped(hostname))\" "
      + "tests=\"\(outcomes.count)\" failures=\"\(failures)\" errors=\"\(errors)\" "
      + "skipped=\"\(skipped)\" time=\"\(Self.seconds(seconds, digits: 3))\">"
    return [start, "    <properties/>"] + outcomes.flatMap { lines($0) }
      + ["    <system-out/>", "    <system-err/>", "  </testsuite>"]
  }

  private enum Element: String {
    case failure, error, skipped
  }

  private func element(_ outcome: TestOutcome) -> Element? {
    switch outcome.verdict {
    case .passed: nil
    case .failed: .failure
    case .error: .error
    case .missingData: allowsMissingData ? .skipped : .error
    case .skipped: .skipped
    }
  }

  private func lines(_ outcome: TestOutcome) -> [String] {
    let start =
      "    <testcase classname=\"\(Self.escaped(outcome.detection))\" "
      + "name=\"\(Self.escaped(outcome.test))\" time=\"\(Self.seconds(outcome.seconds))\""
    guard let element = element(outcome) else { return [start + "/>"] }
    let message = outcome.message ?? ""
    let content: String
    switch element {
    case .skipped:
      content = "      <skipped>\(Self.escaped(message))</skipped>"
    case .failure, .error:
      let place = outcome.line.map { "\(outcome.file):\($0)" } ?? outcome.file
      let text = [outcome.detail ?? message, place].filter { !$0.isEmpty }.joined(separator: "\n")
      content =
        "      <\(element.rawValue) message=\"\(Self.escaped(message))\" "
        + "type=\"\(outcome.verdict.rawValue)\">\(Self.escaped(text))</\(element.rawValue)>"
    }
    return [start + ">", content, "    </testcase>"]
  }

  private static func seconds(_ seconds: Double, digits: Int = 6) -> String {
    let scale = digits == 3 ? 1000 : 1_000_000
    let units = Int((seconds * Double(scale)).rounded())
    let fraction = String(units % scale)
    return "\(units / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// What XML 1.0 has no character for becomes the replacement character.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      case "\t": result += "&#9;"
      default:
        let isForbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
