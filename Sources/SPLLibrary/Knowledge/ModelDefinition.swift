import Diagnostics
import EventModel
import QueryPlan

/// The definitions of data models as `datamodel` lists them.
///
/// Source: Splunk Search Reference, `datamodel`: without a mode the command gives JSON.
enum ModelDefinition {
  /// A row for each model, its definition in `_raw`.
  static func rows(_ models: [DataModel]) -> LiteralRows {
    LiteralRows(
      summary: "definitions of data models",
      rows: models.map { [(field: "_raw", values: [json($0).compactText])] })
  }

  /// One row, the definition of a dataset in `_raw`.
  static func rows(_ dataset: DataModel.Dataset) -> LiteralRows {
    LiteralRows(
      summary: "definition of \(dataset.name)",
      rows: [[(field: "_raw", values: [json(dataset).compactText])]])
  }

  private static func json(_ model: DataModel) -> JSONValue {
    .object([
      ("modelName", .string(model.name)), ("objects", .array(model.datasets.map { json($0) })),
    ])
  }

  private static func json(_ dataset: DataModel.Dataset) -> JSONValue {
    let constraints = dataset.constraint.map { [JSONValue.object([("search", .string($0.text))])] }
    return .object([
      ("objectName", .string(dataset.name)),
      ("parentName", .string(dataset.parent ?? "BaseEvent")),
      ("fields", .array(dataset.fields.map { .object([("fieldName", .string($0))]) })),
      (
        "calculations",
        .array(
          dataset.calculations.map {
            .object([
              ("outputField", .string($0.target)), ("expression", .string($0.expression.text)),
            ])
          })
      ),
      ("constraints", .array(constraints ?? [])),
    ])
  }
}
