/// Where macro calls find their definitions.
package protocol MacroProvider: Sendable {
  /// The macro of a bare name and a number of arguments.
  func macro(named name: String, arity: Int) -> MacroDefinition?
  /// The numbers of arguments that a name is defined for.
  ///
  /// Ordering: ascending.
  func arities(of name: String) -> [Int]
  /// Every name that is defined, to guess what a misspelt call meant.
  var macroNames: [String] { get }
}

/// Macros that stand before others of the same name and number of arguments, as an
/// administrator's do before an app's.
package struct MacroOverrides: MacroProvider {
  private let overrides: MacroTable
  private let base: any MacroProvider

  package init(_ overrides: MacroTable, over base: any MacroProvider) {
    self.overrides = overrides
    self.base = base
  }

  package func macro(named name: String, arity: Int) -> MacroDefinition? {
    overrides.macro(named: name, arity: arity) ?? base.macro(named: name, arity: arity)
  }

  package func arities(of name: String) -> [Int] {
    Set(overrides.arities(of: name) + base.arities(of: name)).sorted()
  }

  package var macroNames: [String] {
    Set(overrides.macroNames + base.macroNames).sorted()
  }
}
