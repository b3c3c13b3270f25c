package import Diagnostics
package import EventModel
package import QueryPlan

package struct CidrmatchFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "cidrmatch", arguments: 2...2, syntax: "cidrmatch(NETWORK, X)",
    summary: "Whether X, or one of its values, is an address of a network.",
    examples: [
      .init(#"cidrmatch("10.9.165.0/25", "10.9.165.100")"#, "True"),
      .init(#"cidrmatch("192.0.2.0/24", "192.0.3.0")"#, "False"),
      .init(#"cidrmatch("2001:db8::/32", "2001:db8::1")"#, "True"),
      .init(#"cidrmatch("192.0.2.0/24", missing)"#, nil),
    ])
  package static var kind: ExpressionKind { .truth }
  private let constant: CIDRNetwork?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    guard let text = call.literalText(0) else {
      constant = nil
      return
    }
    guard let network = CIDRNetwork(text) else {
      throw Diagnostic(
        .invalidCIDR, "`cidrmatch` needs a network as its first argument",
        at: call.argumentSpans[0], label: "not an address, a slash and a prefix length",
        help: "write it as `10.0.0.0/8` or `2001:db8::/32`")
    }
    constant = network
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    var known: [Bytes: CIDRNetwork?] = [:]
    return try context.rows(of: arguments) { row in
      let subject = arguments[1][row]
      guard !subject.isNull else { return .null }
      let network: CIDRNetwork?
      if let constant {
        network = constant
      } else {
        guard let text = arguments[0][row].singleText(in: context.arena) else { return .null }
        if let found = known[text] {
          network = found
        } else {
          network = CIDRNetwork(text.string)
          known[text] = network
        }
      }
      guard let network else { return .boolean(false) }
      return .boolean(subject.hasValue(in: context.arena) { network.contains($0) })
    }
  }
}
