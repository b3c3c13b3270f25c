package import QueryPlan

/// Every eval function there is. A new one is a file in this folder and a line here.
package enum FunctionRegistry {
  package static let all: [any ScalarFunction.Type] = [
    LenFunction.self
  ]

  private static let byName: [String: any ScalarFunction.Type] = {
    var table: [String: any ScalarFunction.Type] = [:]
    for function in all {
      for name in function.documentation.names { table[name] = function }
    }
    return table
  }()

  /// The function of a name in lower case.
  package static func function(named name: String) -> (any ScalarFunction.Type)? { byName[name] }

  package static var names: [String] { byName.keys.sorted() }
}
