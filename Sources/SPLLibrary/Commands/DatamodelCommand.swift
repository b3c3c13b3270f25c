package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct DatamodelCommand: Command {
  package static let documentation = CommandDocumentation(
    "datamodel", kind: .generating,
    syntax: "datamodel [<model> [<dataset> [search | flat | acceleration_search]]]",
    summary: """
      Makes the events of a dataset; with `search` its fields are named `Dataset.field`, with \
      `flat` as they are in the events. Without a mode it gives the definition, as JSON.
      """,
    examples: [
      "| datamodel Endpoint Processes search", "| datamodel Endpoint Processes flat",
      "| datamodel Endpoint",
    ])

  private static let modes = ["search", "flat", "acceleration_search"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var words: [Word] = []
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        let known = ["summariesonly", "allow_old_summaries", "strict_fields"]
        guard known.contains(option.key) else { throw call.unknownOption(option, among: known) }
        _ = try option.boolean()
      } else if let word = try scanner.word() {
        words.append(word)
      } else {
        throw scanner.unexpectedArgument("a data model, a dataset and a mode")
      }
    }
    if words.count < 3 { return try list(words, in: &plan) }
    guard words.count == 3, Self.modes.contains(words[2].lowercased) else {
      throw Diagnostic(
        .invalidArgument, "`datamodel` has no mode `\(words[2].text)`", at: words[2].span,
        help: "write `datamodel <model> <dataset> search`, or `flat`")
    }
    let name = Word(
      text: words[0].text + "." + words[1].text, span: words[0].span.joined(words[1].span),
      isQuoted: false)
    let dataset = try plan.dataset(name)
    try plan.startDataset(dataset)
    guard words[2].lowercased != "flat" else { return }
    plan.append(
      .rename(
        dataset.view.ownFields.map {
          RenameRule(from: WildcardPattern($0), to: WildcardPattern(dataset.view.root + "." + $0))
        }))
  }
}

extension DatamodelCommand {
  /// The definitions of all models, of one, or of one dataset.
  private static func list(_ words: [Word], in plan: inout PlanBuilder) throws(Diagnostic) {
    guard let name = words.first else {
      var models: [DataModel] = []
      for name in plan.knowledge.dataModelNames {
        if let model = try plan.knowledge.dataModel(named: name) { models.append(model) }
      }
      plan.start(from: .rows(ModelDefinition.rows(models)))
      return
    }
    let view = try plan.dataset(name).view
    guard words.count > 1 else {
      plan.start(from: .rows(ModelDefinition.rows([view.model])))
      return
    }
    guard let dataset = view.model.dataset(named: words[1].text) else {
      throw plan.unknownDataset(words[1].text, of: view.model, at: words[1].span)
    }
    plan.start(from: .rows(ModelDefinition.rows(dataset)))
  }
}

extension PlanBuilder {
  /// Reads the events of a dataset, with its calculated fields.
  mutating func startDataset(_ dataset: PreparedDataset) throws(Diagnostic) {
    let condition = dataset.condition
    try startScan(earliest: nil, latest: nil, under: condition)
    if condition.truth != true { append(.filter(condition)) }
    appendEventLabels()
    let calculations = dataset.calculations()
    if !calculations.isEmpty { append(.compute(calculations)) }
  }
}
