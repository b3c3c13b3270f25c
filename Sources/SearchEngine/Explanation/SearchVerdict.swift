package import Diagnostics
import SPLSyntax

/// Whether a search can be read and run, and what is in the way.
package struct SearchVerdict: Sendable {
  /// False when the text is not SPL.
  package let parses: Bool
  package let runs: Bool
  package let diagnostic: Diagnostic?

  package init(_ search: Span, compiler: SearchCompiler) {
    do throws(Diagnostic) {
      _ = try compiler.checked(search)
      self.init(parses: true, diagnostic: nil)
    } catch {
      self.init(parses: Self.parses(search, compiler, error), diagnostic: error)
    }
  }

  private init(parses: Bool, diagnostic: Diagnostic?) {
    self.parses = parses
    runs = diagnostic == nil
    self.diagnostic = diagnostic
  }

  /// What a macro that is not there stands for cannot be judged, nor what it stands beside: the
  /// search is cut into commands with a word in its place, and no more.
  private static func parses(
    _ search: Span, _ compiler: SearchCompiler, _ error: Diagnostic
  ) -> Bool {
    guard error.code == .unknownMacro || error.code == .macroArgumentCount else {
      return error.code.isLimitation
    }
    let lenient = SearchCompiler(
      macros: PlaceholderMacros(base: compiler.macros), knowledge: compiler.knowledge,
      environment: compiler.environment, givenRows: compiler.givenRows)
    do throws(Diagnostic) {
      _ = try lenient.parse(search)
      return true
    } catch {
      return false
    }
  }
}

/// Every macro that the base does not have stands for one word.
private struct PlaceholderMacros: MacroProvider {
  static let word = "unknown_macro"
  let base: any MacroProvider

  func macro(named name: String, arity: Int) -> MacroDefinition? {
    if let known = base.macro(named: name, arity: arity) { return known }
    let body = SourceText(name: "<unknown macro>", text: Self.word)
    return MacroDefinition(
      name: name, parameters: (0..<arity).map { "argument\($0)" }, body: body.wholeSpan)
  }

  func arities(of name: String) -> [Int] { base.arities(of: name) }
  var macroNames: [String] { base.macroNames }
}

extension DiagnosticCode {
  /// Whether the code says that the search is fine and something else is missing: a command that
  /// does not run here or belongs to an app, a lookup, a database.
  package var isLimitation: Bool { Self.limitations.contains(self) }

  /// All other codes are mistakes of the author.
  private static let limitations: Set<DiagnosticCode> = [
    .unsupportedCommand, .unknownCommand, .unsupportedOption, .unsupportedSyntax, .unknownMacro,
    .unknownLookup, .missingLookupField, .missingGeoDatabase, .missingLookupFile, .regexLimit,
    .memoryBudget, .resultLimit, .searchFailed, .lookupNotWritable, .unknownEventtype,
    .unknownDataset, .unknownModelField,
  ]
}
