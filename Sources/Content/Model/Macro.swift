package import SPLSyntax

/// A search macro and the file that it comes from.
package struct Macro: Sendable {
  package let definition: MacroDefinition
  package let description: String
  package let file: String

  /// With the number of arguments, as an administrator writes it: `ctime(1)`.
  package var signature: String {
    let count = definition.parameters.count
    return count == 0 ? definition.name : "\(definition.name)(\(count))"
  }
}
