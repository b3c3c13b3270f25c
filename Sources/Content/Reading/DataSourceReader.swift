/// Reads one file of `data_sources/`.
struct DataSourceReader {
  let reader: MappingReader
  let file: String

  func read() -> DataSource? {
    let name = reader.text("name", .required)
    let id = reader.text("id", .required)
    let source = reader.text("source", .required)
    let sourcetype = reader.text("sourcetype", .required)
    guard let name, let id, let source, let sourcetype else { return nil }
    return DataSource(
      name: name, id: id, version: reader.integer("version") ?? 0,
      description: reader.text("description") ?? "", source: source, sourcetype: sourcetype,
      separator: reader.text("separator"), fields: reader.texts("fields"),
      outputFields: reader.texts("output_fields"),
      addOns: reader.mappings("supported_TA").compactMap { $0.text("name", .required) },
      exampleLog: reader.text("example_log"), file: file)
  }
}
