package import Content
import Diagnostics
import EventModel
import SearchEngine

/// A drill-down search with a finding's values and times filled in: ready to run.
package struct FilledDrilldown: Sendable, Equatable {
  package let name: String
  package let search: String
  /// Units: seconds since 1970.
  package let earliest: Double
  package let latest: Double

  package init(name: String, search: String, earliest: Double, latest: Double) {
    self.name = name
    self.search = search
    self.earliest = earliest
    self.latest = latest
  }

  /// Fills tokens, `%original_detection_search%` and times.
  ///
  /// Source: ESCU's drill-down searches; an offset such as `7d` counts from the run backwards.
  package static func all(
    of detection: Detection, row: ResultRow, times: FindingMaker.SearchTimes
  ) -> [FilledDrilldown] {
    detection.drilldownSearches.map { drilldown in
      FilledDrilldown(
        name: MessageTemplate(drilldown.name).filled(from: row),
        search: search(drilldown.search, detection, row),
        earliest: time(drilldown.earliestOffset, times) ?? times.earliest ?? 0,
        latest: time(drilldown.latestOffset, times) ?? times.latest ?? times.now)
    }
  }

  private static func search(
    _ text: String, _ detection: Detection, _ row: ResultRow
  ) -> String {
    let parts = text.components(separatedBy: "%original_detection_search%")
    let filled = parts.map { part in
      MessageTemplate(part).parts.map { part in
        switch part {
        case .text(let text): text
        case .field(let name): FindingMaker.quoted(row[name].first ?? "*")
        }
      }.joined()
    }
    return filled.joined(separator: detection.search.text)
  }

  private static func time(_ text: String, _ times: FindingMaker.SearchTimes) -> Double? {
    switch text.trimmingSpace {
    case "$info_min_time$": return times.earliest
    case "$info_max_time$": return times.latest
    case "0": return times.now
    case let other:
      if let seconds = Duration.seconds(of: other), !other.allSatisfy({ $0.isNumber }) {
        return times.now - Double(seconds)
      }
      return (try? TimeModifier(other))?.resolve(now: times.now, zone: .utc)
    }
  }
}

extension String {
  /// Without Foundation's locale machinery.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}
