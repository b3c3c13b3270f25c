import Execution

/// Tells what reading the input was like.
enum ScanSummary {
  /// Broken records and unreadable files: always told.
  static func reportProblems(_ report: ScanReport) {
    for problem in report.unreadableFiles {
      StandardError.write("warning: \(problem.file): \(problem.reason)")
    }
    for problem in report.problems {
      let place = problem.line.map { "\(problem.file):\($0)" } ?? problem.file
      StandardError.write("warning: \(place): \(problem.reason)")
    }
    guard report.brokenRecords > 0 else { return }
    let more = report.brokenRecords - report.problems.count
    let rest = more > 0 ? " (\(Quantity.count(more)) more not shown)" : ""
    StandardError.write(
      "warning: \(Quantity.plural(report.brokenRecords, "broken record")) of "
        + "\(Quantity.count(report.records))\(rest)")
  }

  /// `1,120 records (1.8 MB) of 1 file`
  static func amount(_ report: ScanReport) -> String {
    "\(Quantity.plural(report.records, "record")) (\(Quantity.bytes(report.bytes))) of "
      + Quantity.plural(report.files, "file")
  }
}
