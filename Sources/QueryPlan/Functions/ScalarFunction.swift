package import Diagnostics
package import EventModel

/// An eval function: one file in `SPLLibrary/Functions`, one line in its registry.
///
/// `init` sees the call once, checks it and compiles what is constant; `evaluate` runs once a
/// batch, never once a row.
package protocol ScalarFunction: Sendable {
  static var documentation: FunctionDocumentation { get }
  /// Checks the arguments of one call. The number of arguments has been checked.
  init(_ call: FunctionCall) throws(Diagnostic)
  /// What the call gives; `either` functions are told by their arguments.
  static var kind: ExpressionKind { get }
  /// Which arguments the result may be, for an `either` function: the branches of an `if`, not its
  /// condition.
  static func resultArguments(count: Int) -> [Int]
  /// Fields that the function reads besides its arguments.
  var extraNeeds: FieldNeeds { get }
  /// Whether the result depends on where a row stands in the stream.
  var readsPlace: Bool { get }
  /// The result for each row of the arguments.
  func evaluate(_ arguments: [Column], in context: EvaluationContext) throws(Diagnostic) -> Column
}

extension ScalarFunction {
  package static var kind: ExpressionKind { .value }
  package static func resultArguments(count: Int) -> [Int] { Array(0..<count) }
  package var extraNeeds: FieldNeeds { .none }
  package var readsPlace: Bool { false }
}

/// What a function tells about itself: the language reference and its tests come from here.
package struct FunctionDocumentation: Sendable {
  /// An expression and what it gives, shown in the reference and run as a test.
  package struct Example: Sendable {
    package let expression: String
    /// The displayed text; nil for null. Several values are joined by line feeds.
    package let result: String?

    package init(_ expression: String, _ result: String?) {
      self.expression = expression
      self.result = result
    }
  }

  /// The first is the name, the others are accepted too.
  package let names: [String]
  package let arguments: ClosedRange<Int>
  package let syntax: String
  package let summary: String
  package let examples: [Example]

  package init(
    _ names: String..., arguments: ClosedRange<Int>, syntax: String, summary: String,
    examples: [Example]
  ) {
    self.names = names
    self.arguments = arguments
    self.syntax = syntax
    self.summary = summary
    self.examples = examples
  }

  package static let anyNumber = 1_000_000
}

/// One call of a function as the author wrote it.
package struct FunctionCall: Sendable {
  package let name: String
  package let arguments: [Expression]
  package let argumentSpans: [Span]
  package let span: Span
  /// What the search may refer to by name.
  package let knowledge: any KnowledgeProvider

  package init(
    name: String, arguments: [Expression], argumentSpans: [Span], span: Span,
    knowledge: any KnowledgeProvider = NoKnowledge()
  ) {
    self.name = name
    self.arguments = arguments
    self.argumentSpans = argumentSpans
    self.span = span
    self.knowledge = knowledge
  }

  /// The argument's text when it is a literal text.
  package func literalText(_ index: Int) -> String? {
    guard index < arguments.count, case .literal(.text(let text)) = arguments[index]
    else { return nil }
    return text
  }

  /// The argument's number when it is a literal number, a leading minus included.
  package func literalNumber(_ index: Int) -> Double? {
    guard index < arguments.count else { return nil }
    switch arguments[index] {
    case .literal(.number(let number)): return number
    case .negate(.literal(.number(let number))): return -number
    default: return nil
    }
  }
}
