package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvrangeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvrange", arguments: 2...3, syntax: "mvrange(START, END, STEP)",
    summary: """
      The numbers from START up to, without, END, in steps of 1 unless given; a step such as `7d` \
      walks the calendar.
      """,
    examples: [
      .init("mvrange(1, 11, 2)", "1\n3\n5\n7\n9"),
      .init(#"mvrange(0, 7200, "1h")"#, "0\n3600"),
      .init("mvrange(5, 5)", nil),
      .init("mvrange(1, missing)", nil),
    ])
  private static let most = 1_000_000
  private let span: Span
  private let timeStep: TimeModifier?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireNumbers([0, 1])
    span = call.span
    if call.literalNumber(2) == 0 {
      throw call.invalid(2, "`mvrange` needs a step other than 0")
    }
    guard let text = call.literalText(2), NumberText.parse(text) == nil else {
      timeStep = nil
      return
    }
    guard let step = Self.timeStep(text) else {
      throw call.invalid(
        2, "`mvrange` takes a number or a span of time as its step",
        help: "write it as `2` or `\"7d\"`")
    }
    timeStep = step
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { (row) throws(Diagnostic) in
      guard let start = arguments[0][row].number, let end = arguments[1][row].number,
        start.isFinite, end.isFinite
      else { return .null }
      guard arguments.count > 2 else { return try values(start, end, by: 1, in: context) }
      if timeStep == nil, let step = arguments[2][row].number {
        return try values(start, end, by: step, in: context)
      }
      let given = timeStep == nil ? arguments[2][row].string : nil
      guard let step = timeStep ?? given.flatMap(Self.timeStep) else { return .null }
      let zone = context.environment.zone
      return try values(start, end, in: context) { previous, _ in
        step.resolve(now: previous, zone: zone)
      }
    }
  }

  private func values(
    _ start: Double, _ end: Double, by step: Double, in context: EvaluationContext
  ) throws(Diagnostic) -> Cell {
    guard step != 0, step.isFinite else { return .null }
    if (end - start) / step > Double(Self.most) { throw tooMany(start, end) }
    return try values(start, end, in: context) { _, count in start + Double(count) * step }
  }

  private func values(
    _ start: Double, _ end: Double, in context: EvaluationContext,
    next: (Double, Int) -> Double
  ) throws(Diagnostic) -> Cell {
    var texts: [Bytes] = []
    var value = start
    let isRising = next(start, 1) > start
    while isRising ? value < end : value > end {
      guard texts.count < Self.most else {
        throw tooMany(start, end)
      }
      texts.append(context.arena.store(NumberText.format(value)))
      let following = next(value, texts.count)
      guard following != value else { break }
      value = following
    }
    return context.arena.cell(texts)
  }

  private func tooMany(_ start: Double, _ end: Double) -> Diagnostic {
    Diagnostic(
      .invalidValue, "`mvrange` makes \(Self.most) values at most", at: span,
      label: "more than that from \(NumberText.format(start)) to \(NumberText.format(end))",
      help: "take a longer step")
  }

  /// A step forward in time: `7d`, `1mon`.
  private static func timeStep(_ text: String) -> TimeModifier? {
    guard text.first?.isNumber == true, text.last?.isLetter == true,
      let modifier = try? TimeModifier("+" + text), !modifier.isAbsolute
    else { return nil }
    return modifier
  }
}
