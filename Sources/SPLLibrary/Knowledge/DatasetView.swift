import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
import SPLSyntax

/// A dataset of a data model as a search sees it: its events, and the names of its fields.
struct DatasetView: Sendable {
  let model: DataModel
  /// The root dataset first.
  private let lineage: [DataModel.Dataset]
  /// The fields of all datasets below the root.
  private let fields: Set<String>

  /// Names that every event has, whatever its dataset.
  private static let common: Set<String> = [
    "_time", "_raw", "_indextime", "host", "index", "source", "sourcetype", "splunk_server",
    "punct", "eventtype", "tag", "linecount",
  ]

  init(_ dataset: DataModel.Dataset, of model: DataModel) {
    self.model = model
    lineage = model.lineage(of: dataset)
    let root = lineage[0].name
    fields = model.datasets.reduce(into: Set<String>()) { fields, other in
      guard model.lineage(of: other)[0].name == root else { return }
      fields.formUnion(other.fields)
      fields.formUnion(other.calculations.map { $0.target })
    }
  }

  /// The prefix of field names.
  var root: String { lineage[0].name }

  /// The fields of the dataset and its ancestors.
  var ownFields: [String] {
    Array(OrderedSet(lineage.flatMap { $0.fields + $0.calculations.map { $0.target } }))
  }

  var fieldNames: [String] { fields.map { root + "." + $0 }.sorted() }

  /// The event's field behind a name such as `Processes.process_name`; nil for none.
  func field(_ name: String) -> String? {
    if Self.common.contains(name) { return name }
    guard let field = unprefixed(name), fields.contains(field) || Self.common.contains(field)
    else { return nil }
    return field
  }

  /// Without the names of the datasets in front.
  private func unprefixed(_ name: String) -> String? {
    guard name.hasPrefix(root + ".") else { return nil }
    var rest = name.dropFirst(root.count + 1)
    while !fields.contains(String(rest)), let point = rest.firstIndex(of: "."),
      model.dataset(named: String(rest[..<point])) != nil
    {
      rest = rest[rest.index(after: point)...]
    }
    return String(rest)
  }

  /// What the events of the dataset satisfy.
  ///
  /// A tag that no event type carries is no mistake here: models name what they have room for.
  func condition(_ binder: SearchBinder) throws(Diagnostic) -> Expression {
    var binder = binder
    var terms: [Expression] = []
    for dataset in lineage {
      guard let constraint = dataset.constraint,
        let search = try SearchExpressionParser.parse(Scanner(constraint))
      else { continue }
      terms += try binder.bind(search).conjuncts
    }
    return .all(terms)
  }

  /// The calculated fields, in order.
  func calculations(_ binder: ExpressionBinder) throws(Diagnostic) -> [Assignment] {
    var assignments: [Assignment] = []
    for calculation in lineage.flatMap({ $0.calculations }) {
      let parsed = try EvalParser.parse(whole: Scanner(calculation.expression))
      assignments.append(Assignment(calculation.target, try binder.value(parsed)))
    }
    return assignments
  }
}

extension PlanBuilder {
  /// The data model and dataset that a command names, as `Model.Dataset` or `Model` alone.
  ///
  /// Shape: without a dataset, the one that `hints` (names of fields or datasets) begin with, else
  /// the first.
  /// Errors: `unknownDataset` with the nearest name.
  func dataset(_ name: Word, hints: [String] = []) throws(Diagnostic) -> PreparedDataset {
    let parts = name.text.split(separator: ".").map(String.init)
    guard let first = parts.first else {
      throw Diagnostic(.unknownDataset, "a data model must be named", at: name.span)
    }
    guard let model = try knowledge.dataModel(named: first) else {
      let guess = NearMiss.find(first, among: knowledge.dataModelNames)
      throw Diagnostic(
        .unknownDataset, "unknown data model `\(first)`", at: name.span,
        help: guess.map { "did you mean `\($0)`?" }
          ?? "declare it in a file `data_models/….yml` of a content folder")
    }
    if parts.count > 1, let last = parts.last {
      guard let dataset = model.dataset(named: last) else {
        throw unknownDataset(last, of: model, at: name.span)
      }
      return try prepared.dataset(dataset, of: model)
    }
    for hint in hints {
      let path = hint.split(separator: ".").map(String.init)
      if let dataset = path.first.flatMap({ model.dataset(named: $0) }) {
        return try prepared.dataset(dataset, of: model)
      }
    }
    guard let dataset = model.datasets.first else {
      throw Diagnostic(
        .unknownDataset, "data model `\(model.name)` has no datasets", at: name.span)
    }
    return try prepared.dataset(dataset, of: model)
  }

  func unknownDataset(_ name: String, of model: DataModel, at span: Span) -> Diagnostic {
    let names = model.datasets.map { $0.name }
    let all = names.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .unknownDataset, "data model `\(model.name)` has no dataset `\(name)`", at: span,
      help: NearMiss.find(name, among: names).map { "did you mean `\($0)`?" } ?? "it has \(all)")
  }
}
