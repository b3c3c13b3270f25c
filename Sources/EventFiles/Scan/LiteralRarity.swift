import Foundation
import QueryPlan

/// How many events of an audit log are likely to hold a literal: only to choose which literals to
/// look for first, so a wrong guess costs time and nothing else.
enum LiteralRarity {
  /// Shares of an audit log that words are in, roughly.
  ///
  /// Source: counted in logs of clusters at rest; the order matters, the values hardly.
  private static let shares: [String: Double] = [
    "event": 1, "metadata": 1, "responsecomplete": 1, "system:authenticated": 0.95, "allow": 0.95,
    "request": 0.5, "requestresponse": 0.5, "status": 0.5, "success": 0.5, "kubernetes": 0.5,
    "pods": 0.35, "update": 0.3, "get": 0.3, "leases": 0.3, "watch": 0.15, "patch": 0.15,
    "list": 0.15, "create": 0.15, "true": 0.15, "false": 0.15, "null": 0.15, "pod": 0.1,
    "kube-system": 0.1, "default": 0.1, "secrets": 0.08, "configmaps": 0.08, "nodes": 0.08,
    "events": 0.08, "failure": 0.05, "services": 0.05, "endpoints": 0.05, "200": 0.9, "201": 0.2,
  ]

  /// The expected share of the events that satisfy a clause.
  static func share(_ clause: LiteralPrefilter.Clause) -> Double {
    clause.literals.reduce(0) { $0 + share($1) }
  }

  private static func share(_ literal: LiteralPrefilter.Literal) -> Double {
    if let known = shares[literal.text] { return known }
    // A part of a value may be part of common words; short ones mostly are.
    let isPart = !literal.isWholeValue
    let length = Double(max(literal.bytes.count, 1))
    // Times and identifiers have digits of all kinds.
    if isPart, literal.bytes.allSatisfy({ $0 &- 0x30 < 10 }) { return 12 / pow(length, 4) }
    if isPart, shares.contains(where: { $0.value >= 0.1 && $0.key.contains(literal.text) }) {
      return 0.5
    }
    return (isPart ? 0.6 : 0.2) / (length * length)
  }
}
