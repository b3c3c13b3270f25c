import Diagnostics
import EventModel
import QueryPlan

extension FunctionCall {
  /// Refuses truths where values belong.
  func requireValues(_ indices: some Sequence<Int>) throws(Diagnostic) {
    for index in indices where index < arguments.count && arguments[index].kind == .truth {
      throw Diagnostic(
        .booleanValue, "`\(name)` takes values, not truths", at: argumentSpans[index],
        label: "this is true or false",
        help: "turn it into a value with `if(…, \"yes\", \"no\")`")
    }
  }

  func requireValues() throws(Diagnostic) { try requireValues(arguments.indices) }

  /// Refuses values where a condition belongs.
  func requireTruths(_ indices: some Sequence<Int>) throws(Diagnostic) {
    for index in indices where index < arguments.count && arguments[index].kind == .value {
      throw Diagnostic(
        .booleanExpected, "`\(name)` needs a condition here", at: argumentSpans[index],
        label: "this is a value", help: "compare it with something, or test it with `isnotnull`")
    }
  }

  /// Refuses truths, and literal texts that no number can be read from.
  func requireNumbers(_ indices: some Sequence<Int>) throws(Diagnostic) {
    try requireValues(indices)
    for index in indices {
      guard let text = literalText(index), NumberText.parse(text) == nil else { continue }
      throw invalid(index, "`\(name)` takes numbers", label: "this text is no number")
    }
  }

  func requireNumbers() throws(Diagnostic) { try requireNumbers(arguments.indices) }

  /// Refuses an argument.
  func invalid(
    _ index: Int, _ message: String, label: String? = nil, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(.invalidArgument, message, at: argumentSpans[index], label: label, help: help)
  }

  /// Refuses arguments that do not come in pairs.
  func requirePairs(_ what: String) throws(Diagnostic) {
    guard arguments.count.isMultiple(of: 2) else {
      throw Diagnostic(
        .argumentCount, "`\(name)` takes pairs of \(what)", at: span,
        label: "\(arguments.count) arguments")
    }
  }

  /// Whether an argument is certain to be a text and not a number.
  func isText(_ index: Int) -> Bool {
    switch arguments[index] {
    case .literal(.text), .concatenate: true
    case .call(let call): call.name == "tostring"
    case .literal, .field, .negate, .not, .arithmetic, .compare, .and, .or, .xor, .fieldMatch,
      .textMatch:
      false
    }
  }
}
