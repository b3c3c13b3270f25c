/// Reads one file of `stories/`.
struct StoryReader {
  let reader: MappingReader
  let file: String

  func read() -> Story? {
    let name = reader.text("name", .required)
    let id = reader.text("id", .required)
    guard let name, let id else { return nil }
    let tags = reader.has("tags") ? reader.mapping("tags") ?? reader : reader
    return Story(
      name: name, id: id, version: reader.integer("version", .expected) ?? 0,
      author: reader.text("author", .expected) ?? "",
      description: reader.text("description", .expected) ?? "",
      narrative: reader.text("narrative", .expected) ?? "",
      categories: tags.texts("category", allowsSingle: true), useCase: tags.text("usecase"),
      references: reader.texts("references"), file: file)
  }
}
