package import Diagnostics
package import EventModel
package import QueryPlan

package struct PrintfFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "printf", arguments: 1...FunctionDocumentation.anyNumber, syntax: "printf(FORMAT, X, …)",
    summary: "A text made from a format as in C, with the arguments in place of its codes.",
    examples: [
      .init(#"printf("%c,%c", 65, "Foo")"#, "A,F"),
      .init(#"printf("%04d %5.2f %s", 7, 3.14159, "x")"#, "0007  3.14 x"),
      .init(#"printf("%'d", 1234567)"#, "1,234,567"),
      .init(#"printf("%s%z %p", "foo", "bar", 10)"#, "foobar A"),
      .init("printf(missing)", nil),
    ])
  private let constant: PrintfFormat?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    guard let text = call.literalText(0) else {
      constant = nil
      return
    }
    let format: PrintfFormat
    do { format = try PrintfFormat(text) } catch {
      throw call.invalid(
        0, "`printf` knows the codes a A c d e E f F g G i o p s u x X z and %%",
        label: error.message)
    }
    guard format.argumentCount <= call.arguments.count - 1 else {
      throw call.invalid(
        0, "`printf` needs an argument for each code of its format",
        label: "\(format.argumentCount) needed, \(call.arguments.count - 1) given")
    }
    constant = format
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let given = constant == nil ? arguments[0][row].string : nil
      guard let format = constant ?? given.flatMap({ try? PrintfFormat($0) }),
        let text = format.text(arguments.dropFirst().map { $0[row] })
      else { return .null }
      return context.text(text)
    }
  }
}
