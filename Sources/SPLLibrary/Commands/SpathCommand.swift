package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct SpathCommand: Command {
  package static let documentation = CommandDocumentation(
    "spath", kind: .streaming,
    syntax: "spath [input=<field>] [output=<field>] [path=<path> | <path>]",
    summary: """
      Takes a JSON or XML text apart: into the field at a path, or into all the fields that it has.
      """,
    examples: [
      #"| makeresults | eval _raw="{\"a\": {\"b\": [1, 2]}}" | spath"#,
      #"| makeresults | eval j="[{\"n\": \"x\"}]" | spath input=j output=n path={0}.n"#,
      #"| makeresults | eval x="<a k=\"v\"/>" | spath input=x output=k path=a{@k}"#,
    ])

  private static let options = ["input", "output", "path"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var input = "_raw"
    var output: CommandOption?
    var path: Word?
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "input": input = option.value.text
        case "output": output = option
        case "path": path = option.value
        default: throw call.unknownOption(option, among: options)
        }
      } else if path == nil, let word = try scanner.word() {
        path = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("a path")
      }
    }
    guard let path else {
      if let output {
        throw Diagnostic(
          .missingArgument, "`output` names the field for a path, and there is no path",
          at: output.name.span, help: "add `path=…`, or leave `output` out to get all fields")
      }
      plan.append(.extract(SpathExtractor(input: input, target: nil)))
      return
    }
    let (json, xml) = (JSONPath(path.text), XMLPath(path.text))
    guard json != nil || xml != nil else {
      throw Diagnostic(
        .invalidArgument, "a path is names between points, with an index or `@attribute` in braces",
        at: path.span, label: "no path",
        help: "write it as `a.b{0}.c`, `a{}.c`, or for XML `a.b{@attribute}`")
    }
    let target = SpathExtractor.Target(
      text: path.text, json: json, xml: xml, field: output?.value.text ?? path.text)
    plan.append(.extract(SpathExtractor(input: input, target: target)))
  }
}
