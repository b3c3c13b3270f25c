package import Diagnostics
import EventModel
import Execution
package import QueryPlan
import SPLLibrary
package import SPLSyntax

/// Runs the expressions that macros may carry: validations, and definitions that are expressions.
package struct MacroEvaluator: MacroExpander.Evaluator {
  private let environment: SearchEnvironment

  package init(environment: SearchEnvironment) { self.environment = environment }

  package func validate(
    _ macro: MacroDefinition, _ arguments: [String: String], call: Span
  ) throws(Diagnostic) {
    guard let validation = macro.validation else { return }
    let result = try value(of: MacroExpander.filled(validation, arguments), macro, call)
    // A validation is a condition that must hold, or one that gives the text of its complaint.
    switch result {
    case .boolean(true), .null: return
    case .boolean(false), .text, .number, .multivalue:
      throw Diagnostic(
        .macroValidation, macro.validationMessage ?? "macro `\(macro.name)` refuses its arguments",
        at: call, label: "these arguments")
    }
  }

  package func expansion(
    of macro: MacroDefinition, _ arguments: [String: String], call: Span
  ) throws(Diagnostic) -> String {
    let text = MacroExpander.filled(macro.body.text, arguments)
    guard let result = try value(of: text, macro, call).string else {
      throw Diagnostic(
        .macroValidation, "macro `\(macro.name)` is an expression that must give a text", at: call)
    }
    return result
  }

  private func value(
    of text: String, _ macro: MacroDefinition, _ call: Span
  ) throws(Diagnostic) -> Cell {
    let source = SourceText(
      name: call.source.name, bytes: Array(text.utf8),
      pieces: [.init(range: 0..<text.utf8.count, origin: call, isVerbatim: false)])
    let parsed = try EvalParser.parse(whole: Scanner(source.wholeSpan))
    let expression = try ExpressionBinder(environment: environment).bind(parsed)
    let arena = Arena()
    let column = try ExpressionEvaluator(environment: environment)
      .evaluate(expression, Batch(rowCount: 1), in: arena)
    guard case .text(let result) = column[0] else { return column[0] }
    return .text(arena.store(result))
  }
}
