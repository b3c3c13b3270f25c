import Diagnostics
import EventModel
import QueryPlan

/// The function behind a command that turns the value of a field into another: `makemv`, `rex
/// mode=sed`.
struct ValueMapping: ScalarFunction {
  /// Called once a batch; what it gives is called once a row.
  typealias Maker =
    @Sendable (EvaluationContext) -> (Cell) throws(Diagnostic) -> Cell

  static let documentation = FunctionDocumentation(
    "map", arguments: 1...1, syntax: "map", summary: "What a command makes of a value.",
    examples: [])

  private let makeMapping: Maker

  init(_ makeMapping: @escaping Maker) { self.makeMapping = makeMapping }

  init(_ call: FunctionCall) throws(Diagnostic) {
    throw Diagnostic(
      .unknownFunction, "`\(call.name)` is a command, not a function", at: call.span)
  }

  func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let values = arguments[0]
    let mapping = makeMapping(context)
    return try context.rows(of: [values]) { (row) throws(Diagnostic) in
      try mapping(values[row])
    }
  }
}

extension Assignment {
  /// Sets `target` to what a command makes of the value of `field`.
  static func mapping(
    _ field: String, to target: String? = nil, command: String, span: Span,
    _ makeMapping: @escaping ValueMapping.Maker
  ) -> Assignment {
    let call = BoundCall(
      name: command, function: ValueMapping(makeMapping), arguments: [.field(field)],
      kind: .value, span: span)
    return Assignment(target ?? field, .call(call))
  }
}
