package import Diagnostics
package import EventModel
package import QueryPlan

/// Numbers that repeat: the seed is the search's own time and the row's place in the stream, so a
/// search over the same rows at the same `now` gives the same numbers.
package struct RandomFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "random", arguments: 0...0, syntax: "random()",
    summary: "A number from 0 to 2147483647 that differs from row to row.",
    examples: [
      .init("if(random() >= 0, 1, 0)", "1"),
      .init("if(random() <= 2147483647, 1, 0)", "1"),
    ])
  private let salt: UInt64

  package var readsPlace: Bool { true }

  package init(_ call: FunctionCall) throws(Diagnostic) {
    salt = UInt64(call.span.range.lowerBound)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let seed = context.environment.now.bitPattern ^ Self.mixed(salt)
    return context.column { row in
      let place = UInt64(bitPattern: Int64(context.ordinal + row))
      return .number(Double(Self.mixed(seed &+ place &* 0x9E37_79B9_7F4A_7C15) >> 33))
    }
  }

  /// The finalizer of SplitMix64: every bit of the result depends on every bit of the input.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
