package import Content
package import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax
package import SearchEngine

/// What only an engine can tell of detections: whether the search runs, and whether its rows have
/// the fields that risk, messages and drill-downs speak of.
package struct SearchValidation: Sendable {
  private let compiler: SearchCompiler

  package init(compiler: SearchCompiler) { self.compiler = compiler }

  /// The findings of some detections, on all cores.
  ///
  /// Ordering: as the detections.
  package func findings(of detections: [Detection]) -> [ContentFinding] {
    Parallel.map(detections) { findings(of: $0) }.flatMap { $0 }
  }

  private func findings(of detection: Detection) -> [ContentFinding] {
    do throws(Diagnostic) {
      let compiled = try compiler.checked(detection.search)
      let check = ResultFieldCheck(detection, fields: ResultFields(of: compiled.lowered))
      let traps = Self.traps(NullTraps(of: compiled.lowered), compiled.pipeline)
      return (compiled.warnings + check.diagnostics() + traps).map { ContentFinding($0) }
    } catch {
      return [ContentFinding(Self.refusal(error))]
    }
  }

  /// A search that is right and does not run here is a warning; one that refers to what is not
  /// there is an error.
  private static func refusal(_ error: Diagnostic) -> Diagnostic {
    let isReference = [.unknownMacro, .unknownLookup, .unknownDataset].contains(error.code)
    guard error.code.isLimitation, !isReference || isForeign(error) else { return error }
    return Diagnostic(
      error.code, error.message, at: error.span, label: error.label, help: error.help,
      notes: error.notes + [.init("the search may be right; it does not run in this program")],
      severity: .warning)
  }

  /// Lookups that come with other products, so that no content describes them.
  ///
  /// Source: the list of lookups that contentctl does not look for.
  private static let foreignLookups = [
    "ut_shannon_lookup", "cim_cloud_domains", "cim_corporate_email_domains",
    "cim_corporate_web_domains",
    "identity_lookup_expanded", "asset_lookup_by_str", "asset_lookup_by_cidr",
    "alexa_lookup_by_str", "interesting_ports_lookup", "admon_groups_def",
  ]

  private static func isForeign(_ error: Diagnostic) -> Bool {
    error.code == .unknownLookup && foreignLookups.contains { error.message.contains("`\($0)") }
  }

  private static func traps(_ traps: NullTraps, _ pipeline: Pipeline) -> [Diagnostic] {
    func list(_ names: [String]) -> String {
      names.map { "`\($0)`" }.joined(separator: ", ")
    }
    var diagnostics: [Diagnostic] = []
    if !traps.unfilled.isEmpty {
      diagnostics.append(
        Diagnostic(
          .fillnullMissesField,
          "`fillnull` without a list does not fill what no row has, and `stats` drops every row then",
          at: place("fillnull", pipeline),
          label: "where the policy records no bodies: \(list(traps.unfilled))",
          help: "name the fields: `fillnull value=NULL \(traps.unfilled.joined(separator: " "))`",
          severity: .warning))
    }
    if !traps.dropped.isEmpty {
      diagnostics.append(
        Diagnostic(
          .nullGroupField, "`stats` drops the rows in which a field it groups by is null",
          at: place("stats", pipeline), label: "many events lack \(list(traps.dropped))",
          help: "put `fillnull value=NULL \(traps.dropped.joined(separator: " "))` before it",
          severity: .warning))
    }
    return diagnostics
  }

  /// The first command of a name.
  private static func place(_ name: String, _ pipeline: Pipeline) -> Span {
    pipeline.commands.first { $0.name == name }?.nameSpan ?? pipeline.span
  }
}
