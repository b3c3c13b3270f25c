import Diagnostics

/// What raises or lowers the score of risk events.
package struct RiskFactorSettings: Sendable, Equatable {
  package enum Operation: Sendable, Equatable {
    case add(Double)
    case multiply(Double)
  }

  package struct Condition: Sendable, Equatable {
    /// Of the risk event.
    package var field: String
    /// May hold `*`.
    package var pattern: String

    package init(field: String, pattern: String) {
      self.field = field
      self.pattern = pattern
    }
  }

  package var name: String
  package var operation: Operation
  /// All of them must hold.
  package var conditions: [Condition]

  package init(name: String, operation: Operation, conditions: [Condition]) {
    self.name = name
    self.operation = operation
    self.conditions = conditions
  }
}

extension RiskFactorSettings {
  /// Reads an item of `risk_factors`; nil when the report says what is wrong with it.
  init?(_ section: MappingReader) {
    section.refuseUnknownKeys(besides: ["name", "add", "multiply", "when"])
    guard let name = section.text("name", .required),
      let operation = Self.operation(section),
      let when = section.mapping("when", .required)
    else { return nil }
    let conditions = when.keys.compactMap { field in
      when.text(field, .required).map { Condition(field: field, pattern: $0) }
    }
    guard !conditions.isEmpty else {
      section.report.add(
        Diagnostic(
          .missingKey, "`\(section.name("when"))` names no field", at: section.span(of: "when"),
          help: "for example `when: {user: \"admin*\"}`"))
      return nil
    }
    self.init(name: name, operation: operation, conditions: conditions)
  }

  private static func operation(_ section: MappingReader) -> Operation? {
    guard section.has("add") != section.has("multiply") else {
      section.report.add(
        Diagnostic(
          .missingKey, "`\(section.path)` has either `add` or `multiply`", at: section.span,
          help: "`add: 20` adds to the score, `multiply: 1.5` multiplies it"))
      return nil
    }
    let key = section.has("add") ? "add" : "multiply"
    guard let text = section.text(key) else { return nil }
    guard let number = Double(text), number.isFinite, key == "add" || number >= 0 else {
      section.report.add(
        Diagnostic(
          .wrongType,
          "`\(section.name(key))` must be a number" + (key == "add" ? "" : " that is not negative"),
          at: section.span(of: key), label: "this is `\(text)`"))
      return nil
    }
    return key == "add" ? .add(number) : .multiply(number)
  }
}
