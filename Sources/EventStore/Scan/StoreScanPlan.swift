import EventFiles
import Execution
import Foundation
import GRDB
import QueryPlan

/// How the requests of a scan are answered.
struct StoreScanPlan: Sendable {
  let requests: [ScanRequest]
  let scopes: [IndexScope]
  /// By request, whether columns hold all it needs.
  let isHot: [Bool]
  /// By request, what it needs of most events, if columns hold that.
  private let commonNeeds: [[String]?]
  /// The requests that need texts.
  let textRequests: [Int]

  /// `hasColumns`: whether all segments have the columns that this program knows.
  init(_ requests: [ScanRequest], hasColumns: Bool) {
    self.requests = requests
    scopes = requests.map { IndexScope($0.scan.predicate) }
    isHot = requests.map { hasColumns && Self.isHot($0.scan.needs) }
    commonNeeds = requests.map { hasColumns ? Self.commonNeeds($0.scan) : nil }
    textRequests = requests.indices.filter { [isHot] in !isHot[$0] }
  }

  private static let made: Set<String> = [
    "_time", "_indextime", "host", "index", "source", "sourcetype",
  ]

  private static func isHot(_ needs: FieldNeeds) -> Bool {
    !needs.all && needs.patterns.isEmpty
      && needs.names.allSatisfy { made.contains($0) || HotFields.numbers[$0] != nil }
  }

  private static func commonNeeds(_ scan: EventScan) -> [String]? {
    let needs = scan.commonNeeds
    return scan.occasional != nil && isHot(needs) ? Array(needs.names) : nil
  }

  /// The place of a request among those that need texts.
  func textPlace(of request: Int) -> Int? { textRequests.firstIndex(of: request) }

  /// The columns that answer a request for a segment; nil when its texts are needed.
  func columns(for request: Int, of header: SegmentHeader) -> [String]? {
    let scan = requests[request].scan
    if isHot[request] { return Array(scan.needs.names) }
    guard let names = commonNeeds[request], let occasional = scan.occasional else { return nil }
    let isCommon = header.metadata.allSatisfy { described in
      occasional.isSpared(
        knowing: ["sourcetype": described.sourcetype, "source": described.source])
    }
    return isCommon ? names : nil
  }

  /// The segments that any request may want something of, for SQL.
  static let condition = "maxTime >= ? AND minTime < ?"

  static func arguments(_ requests: [ScanRequest]) -> StatementArguments {
    let earliest = requests.map { $0.scan.earliest ?? -.infinity }.min() ?? -.infinity
    let latest = requests.map { $0.scan.latest ?? .infinity }.max() ?? .infinity
    // A microsecond more on both sides costs nothing and saves thinking of rounding.
    let start = earliest == -.infinity ? Int64.min : EventTime.microseconds(earliest) - 1
    let end = latest == .infinity ? Int64.max : EventTime.microseconds(latest) + 1
    return [start, end]
  }

  /// Whether a request may want some event of a segment.
  func mayWant(_ request: Int, _ header: SegmentHeader) -> Bool {
    let scan = requests[request].scan
    if let earliest = scan.earliest, EventTime.seconds(header.times.upperBound) < earliest {
      return false
    }
    if let latest = scan.latest, EventTime.seconds(header.times.lowerBound) >= latest {
      return false
    }
    return scopes[request].includes(header.index)
  }
}
