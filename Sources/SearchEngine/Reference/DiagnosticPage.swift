package import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// The page of a diagnostic code, with the message that its example gives.
package struct DiagnosticPage {
  package let code: DiagnosticCode

  package init(code: DiagnosticCode) { self.code = code }

  /// What the example's search has to say, the code's own message first; nil for an example that
  /// cannot run by itself.
  package var found: Diagnostic? {
    guard case .search(let search) = code.reference.example else { return nil }
    let compiler = SearchCompiler(environment: SearchEnvironment(now: 1_768_478_400, zone: .utc))
    do throws(Diagnostic) {
      let compiled = try compiler.checked(SourceText(name: "<search>", text: search).wholeSpan)
      return compiled.warnings.first { $0.code == code } ?? compiled.warnings.first
    } catch {
      return error
    }
  }

  var page: ReferencePage {
    let reference = code.reference
    var lines = [reference.explanation, "", "## Example", "", "```"]
    switch reference.example {
    case .search(let search):
      lines += [search, "```"]
      if let found { lines += ["", "```", found.rendered(), "```"] }
    case .situation(let text), .content(let text):
      lines += [text, "```"]
    }
    return ReferencePage(
      folder: "diagnostics", name: code.rawValue, summary: reference.explanation, body: lines)
  }
}
