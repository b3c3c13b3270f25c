import Diagnostics
import EventModel
package import QueryPlan
import SPLSyntax

/// What the searches of a session share of the knowledge they build on: rules, event types and
/// datasets, each read and bound once.
///
/// Ordering: may be used by several threads at a time.
/// Memory: what was asked for is kept as long as this is.
package final class PreparedKnowledge: Sendable {
  package let provider: any KnowledgeProvider
  package let environment: SearchEnvironment
  /// Fields that all events of the session have the same value in.
  private let constants: [String: String]
  private let ruleSets = PreparedValues<Int, RuleSet>()
  private let eventtypes = PreparedValues<String, Expression>()
  private let allLabels = PreparedValues<Int, EventtypeExtractor>()
  private let datasets = PreparedValues<[String], PreparedDataset>()

  package init(
    _ provider: any KnowledgeProvider, environment: SearchEnvironment,
    constants: [String: String] = [:]
  ) {
    self.provider = provider
    self.environment = environment
    self.constants = constants
  }

  /// The rules that can be for events of this session.
  func rules() throws(Diagnostic) -> RuleSet {
    try ruleSets.value(0) { () throws(Diagnostic) in
      let sources = try provider.sourcetypeRules
      // Its warnings are for who declares knowledge, not for who searches.
      let binder = ExpressionBinder(environment: environment, knowledge: provider)
      return RuleSet(sources, constants: constants, binder: binder, knowledge: provider)
    }
  }

  /// The condition of an event type, whoever asks for it.
  func eventtype(
    _ name: String, _ bind: () throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Expression {
    try eventtypes.value(name, bind)
  }

  /// Every event type, for both fields that tell it.
  func labels() throws(Diagnostic) -> EventtypeExtractor {
    try allLabels.value(0) { () throws(Diagnostic) in
      var binder = SearchBinder(self)
      var labels: [EventtypeExtractor.Label] = []
      for definition in try provider.eventtypes {
        labels.append(
          EventtypeExtractor.Label(
            name: definition.name, tags: definition.tags,
            condition: try binder.condition(of: definition, at: definition.search)))
      }
      return EventtypeExtractor(labels: labels, writesEventtype: true, writesTags: true)
    }
  }

  func dataset(
    _ dataset: DataModel.Dataset, of model: DataModel
  ) throws(Diagnostic) -> PreparedDataset {
    try datasets.value([model.name, dataset.name]) { () throws(Diagnostic) in
      let view = DatasetView(dataset, of: model)
      return PreparedDataset(
        view: view, condition: try view.condition(SearchBinder(self)),
        calculations: try view.calculations(
          ExpressionBinder(environment: environment, knowledge: provider)))
    }
  }
}

/// A dataset whose constraint and calculated fields are bound.
struct PreparedDataset: Sendable {
  let view: DatasetView
  let condition: Expression
  /// All of them, in order.
  private let calculations: [Assignment]

  init(view: DatasetView, condition: Expression, calculations: [Assignment]) {
    self.view = view
    self.condition = condition
    self.calculations = calculations
  }

  /// The calculated fields, or those of them that are wanted and what they build on.
  func calculations(wanted: Set<String>? = nil) -> [Assignment] {
    guard let wanted else { return calculations }
    var needs = wanted
    var chosen: [Assignment] = []
    for calculation in calculations.reversed() where needs.contains(calculation.target) {
      needs.formUnion(calculation.expression.needs.names)
      chosen.append(calculation)
    }
    return chosen.reversed()
  }
}
