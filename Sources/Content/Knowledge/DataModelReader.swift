import Diagnostics
import QueryPlan

/// Reads one file of `data_models/`.
struct DataModelReader {
  let reader: MappingReader

  func read() -> DataModel? {
    reader.refuseUnknownKeys(besides: ["name", "description", "datasets"])
    guard let name = reader.text("name", .required) else { return nil }
    let datasets = reader.mappings("datasets", .required).compactMap { dataset($0) }
    for dataset in datasets {
      guard let parent = dataset.parent, !datasets.contains(where: { $0.name == parent })
      else { continue }
      let near = NearMiss.find(parent, among: datasets.map { $0.name })
      reader.report.add(
        Diagnostic(
          .unknownReference, "dataset `\(dataset.name)` has an unknown parent `\(parent)`",
          at: reader.span(of: "datasets"), help: near.map { "did you mean `\($0)`?" }))
    }
    return DataModel(name: name, datasets: datasets)
  }

  private func dataset(_ reader: MappingReader) -> DataModel.Dataset? {
    reader.refuseUnknownKeys(
      besides: ["name", "description", "parent", "constraint", "fields", "evals"])
    guard let name = reader.text("name", .required) else { return nil }
    return DataModel.Dataset(
      name: name, parent: reader.text("parent"),
      constraint: reader.has("constraint") ? reader.tracedText("constraint") : nil,
      fields: reader.texts("fields"),
      calculations: SourcetypeReader.calculations(reader, "evals"))
  }
}

/// Reads one mapping of a file of `eventtypes/`.
struct EventtypeReader {
  let reader: MappingReader

  func read() -> EventtypeDefinition? {
    reader.refuseUnknownKeys(besides: ["name", "description", "search", "tags"])
    let name = reader.text("name", .required)
    let search = reader.tracedText("search", .required)
    guard let name, let search else { return nil }
    return EventtypeDefinition(
      name: name, search: search, tags: reader.texts("tags", allowsSingle: true))
  }
}
