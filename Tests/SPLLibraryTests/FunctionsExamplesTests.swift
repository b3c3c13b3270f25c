import QueryPlan
import SPLLibrary
import Testing

/// Every example in the documentation of a function gives what it says.
@Suite struct FunctionsExamplesTests {
  @Test(arguments: FunctionRegistry.names)
  func examples(name: String) throws {
    let type = try #require(FunctionRegistry.function(named: name))
    #expect(type.documentation.examples.count >= 2)
    for example in type.documentation.examples {
      let result = try FunctionsHarness().result(example.expression)
      #expect(result == example.result, "\(example.expression)")
    }
  }
}
