import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// A result for each JSON document; null where the column holds none.
  func documents(
    of column: Column, _ body: (JSONValue) -> Cell
  ) throws(Diagnostic) -> Column {
    try rows(of: [column]) { row in column[row].parsedJSON(in: arena).map(body) ?? .null }
  }
}

/// An argument that is a path into JSON: read once when it is a literal.
struct JSONPathArgument: Sendable {
  private let constant: JSONPath?
  private let isExact: Bool
  private let index: Int

  /// Errors: `invalidArgument` for a literal that is no path.
  init(_ call: FunctionCall, at index: Int, isExact: Bool = false) throws(Diagnostic) {
    self.index = index
    self.isExact = isExact
    guard let text = call.literalText(index) else {
      constant = nil
      return
    }
    guard let path = isExact ? JSONPath(exact: text) : JSONPath(text) else {
      throw call.invalid(
        index, "`\(call.name)` needs a path into JSON",
        label: "braces hold a number from 0 or nothing", help: "write it as `a.b{0}.c` or `a{}.c`")
    }
    constant = path
  }

  /// The path of a row; nil when it is null or none.
  func path(_ arguments: [Column], _ row: Int, in arena: Arena) -> JSONPath? {
    if let constant { return constant }
    guard let text = arguments[index][row].singleText(in: arena)?.string else { return nil }
    return isExact ? JSONPath(exact: text) : JSONPath(text)
  }
}

/// The arguments of a function that changes a document: the document, then paths and values.
struct JSONChanges: Sendable {
  private let paths: [JSONPathArgument]
  private let areTexts: [Bool]

  init(_ call: FunctionCall, isExact: Bool = false) throws(Diagnostic) {
    guard call.arguments.count % 2 == 1 else {
      throw Diagnostic(
        .argumentCount, "`\(call.name)` takes a JSON document and pairs of a path and a value",
        at: call.span, label: "\(call.arguments.count) arguments")
    }
    var paths: [JSONPathArgument] = []
    for index in stride(from: 1, to: call.arguments.count, by: 2) {
      paths.append(try JSONPathArgument(call, at: index, isExact: isExact))
    }
    self.paths = paths
    areTexts = stride(from: 2, to: call.arguments.count, by: 2).map { call.isText($0) }
  }

  /// The changed documents; null where there is none, a change with a null path is left out.
  func apply(
    _ arguments: [Column], in context: EvaluationContext, creates: Bool = false,
    _ change: (_ old: JSONValue?, _ value: JSONValue) -> JSONValue?
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard var document = arguments[0][row].parsedJSON(in: context.arena) else { return .null }
      for (index, argument) in paths.enumerated() {
        guard let path = argument.path(arguments, row, in: context.arena) else { continue }
        let value = arguments[2 * index + 2][row].asJSON(
          isText: areTexts[index], in: context.arena)
        document = path.changing(document, creates: creates) { change($0, value) }
      }
      return context.text(document.compactText)
    }
  }
}
