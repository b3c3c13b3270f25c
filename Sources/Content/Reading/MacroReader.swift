import Diagnostics
import SPLSyntax

/// Reads one file of `macros/`.
struct MacroReader {
  let reader: MappingReader
  let file: String

  func read() -> Macro? {
    let name = reader.text("name", .required)
    let body = reader.tracedText("definition", .required)
    guard let name, let body else { return nil }
    let parameters = reader.texts("arguments")
    let definition = MacroDefinition(
      name: Self.bareName(name), parameters: parameters, body: body,
      validation: reader.text("validation"), validationMessage: reader.text("errormsg"),
      isEval: reader.flag("iseval") ?? false)
    return Macro(
      definition: definition, description: reader.text("description") ?? "", file: file)
  }

  /// `macros.conf` writes the number of arguments behind the name.
  static func bareName(_ name: String) -> String {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "("),
      Int(name[name.index(after: open)...].dropLast()) != nil
    else { return name }
    return String(name[..<open])
  }
}
