import Diagnostics
import EventModel
import QueryPlan

/// An aggregate whose name carries a number, such as `perc95`.
protocol NumberedAggregate: AggregateFunction {}

extension AggregateCall {
  /// The number at the end of the function's name.
  ///
  /// Units: 0 to 100.
  /// Source: Splunk Search Reference, `perc`: floating point numbers between 0 and 100.
  func percentile() throws(Diagnostic) -> Double {
    let letters = name.prefix { $0.isLetter }
    let digits = String(name.dropFirst(letters.count))
    guard let percentile = NumberText.parse(digits), 0...100 ~= percentile else {
      throw Diagnostic(
        .invalidArgument, "`\(letters)` carries a percentile from 0 to 100 in its name", at: span,
        label: digits.isEmpty ? "no number" : "`\(digits)` is none",
        help: "write `\(letters)95(…)` for the 95th percentile")
    }
    return percentile
  }
}
