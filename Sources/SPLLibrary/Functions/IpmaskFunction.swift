package import Diagnostics
package import EventModel
package import QueryPlan

package struct IpmaskFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "ipmask", arguments: 2...2, syntax: "ipmask(MASK, X)",
    summary: "The bits of an IPv4 address that a mask keeps.",
    examples: [
      .init(#"ipmask("255.255.255.0", "10.20.30.120")"#, "10.20.30.0"),
      .init(#"ipmask("0.255.0.224", "10.20.30.120")"#, "0.20.0.96"),
      .init(#"ipmask("255.255.255.0", missing)"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    guard let mask = call.literalText(0), IPAddress.bytes(mask)?.count != 4 else { return }
    throw call.invalid(0, "`ipmask` needs an IPv4 mask", help: "write it as `255.255.255.0`")
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard let mask = Self.address(arguments[0][row], in: context.arena),
        let address = Self.address(arguments[1][row], in: context.arena)
      else { return .null }
      let parts = zip(mask, address).map { String($0 & $1) }
      return context.text(parts.joined(separator: "."))
    }
  }

  private static func address(_ cell: Cell, in arena: Arena) -> [UInt8]? {
    guard let text = cell.singleText(in: arena), let bytes = IPAddress.bytes(text.string),
      bytes.count == 4
    else { return nil }
    return bytes
  }
}
