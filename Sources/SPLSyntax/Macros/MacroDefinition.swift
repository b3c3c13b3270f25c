package import Diagnostics

/// A search macro: text that stands for text.
package struct MacroDefinition: Sendable {
  /// Without the arity: `ctime`, not `ctime(1)`.
  package let name: String
  package let parameters: [String]
  /// The text that replaces the call, `$parameter$` not yet filled in.
  package let body: Span
  /// An eval expression over the arguments that must hold.
  package let validation: String?
  /// What to tell the author when `validation` does not hold.
  package let validationMessage: String?
  /// True when `body` is an eval expression whose text is the expansion.
  package let isEval: Bool

  package init(
    name: String, parameters: [String] = [], body: Span, validation: String? = nil,
    validationMessage: String? = nil, isEval: Bool = false
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.validation = validation
    self.validationMessage = validationMessage
    self.isEval = isEval
  }
}

/// The macros that a search may call, by name and number of arguments.
package struct MacroTable: MacroProvider {
  private var definitions: [String: [Int: MacroDefinition]] = [:]

  package init(_ definitions: [MacroDefinition] = []) {
    for definition in definitions { insert(definition) }
  }

  /// Adds a macro; one of the same name and arity is replaced, as an administrator's override is.
  package mutating func insert(_ definition: MacroDefinition) {
    definitions[definition.name, default: [:]][definition.parameters.count] = definition
  }

  package func macro(named name: String, arity: Int) -> MacroDefinition? {
    definitions[name]?[arity]
  }

  package func arities(of name: String) -> [Int] { definitions[name]?.keys.sorted() ?? [] }

  package var macroNames: [String] { definitions.keys.sorted() }
}
