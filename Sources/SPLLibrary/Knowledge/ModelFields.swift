import Diagnostics
import QueryPlan
import SPLSyntax

/// Tells what the names in a search over a dataset stand for, and collects those that stand for
/// nothing.
final class ModelFields {
  /// Nil: over events as they are.
  let view: DatasetView?
  private(set) var warnings: [Diagnostic] = []
  private var unknown: Set<String> = []

  init(_ view: DatasetView?) { self.view = view }

  func meaning(of name: Word) -> SearchBinder.Meaning {
    field(name.text, at: name.span).map { .field($0) } ?? .nothing
  }

  /// The event's field behind a name; nil for none.
  func field(_ name: String, at span: Span) -> String? {
    guard let view else { return name }
    if let field = view.field(name) { return field }
    guard unknown.insert(name).inserted else { return nil }
    let names = view.fieldNames
    let guess =
      names.first { $0.lowercased() == name.lowercased() || $0 == view.root + "." + name }
      ?? NearMiss.find(name, among: names)
    warnings.append(
      Diagnostic(
        .unknownModelField, "data model `\(view.model.name)` has no field `\(name)`", at: span,
        label: "it has no value in any event", help: guess.map { "did you mean `\($0)`?" },
        severity: .warning))
    return nil
  }
}
