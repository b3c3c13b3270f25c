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
    "events": 0.08, "failure": 0.05, "services": 0.05, "endpoints": 0.05,
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
    if isPart, shares.contains(where: { $0.value >= 0.1 && $0.key.contains(literal.text) }) {
      return 0.5
    }
    return (isPart ? 0.6 : 0.2) / (length * length)
  }

  /// A literal of several words, cut where its last bytes are rare: a search for many literals at
  /// once compares the last bytes of each first, and `mage` is all over a log while `ng i` is not.
  static func rareEnding(_ literal: [UInt8]) -> [UInt8] {
    guard literal.count > shortestCut else { return literal }
    // Within one word, what is cut off would tell it from longer words.
    let ends = (shortestCut...literal.count).reversed().filter { end in
      end == literal.count || literal[..<end].suffix(4).contains(UInt8(ascii: " "))
    }
    let end = ends.min { commonness(literal[..<$0]) < commonness(literal[..<$1]) }
    return Array(literal[..<(end ?? literal.count)])
  }

  /// Shorter literals are in too many events.
  private static let shortestCut = 8

  /// How often the last four bytes stand in a log, as the sum of their ranks among letters; what is
  /// no letter counts like a letter in the middle.
  private static func commonness(_ text: ArraySlice<UInt8>) -> Int {
    text.suffix(4).reduce(0) { sum, byte in
      sum + (lettersByRank.firstIndex(of: byte) ?? lettersByRank.count / 2)
    }
  }

  /// The rarest first.
  private static let lettersByRank = Array("zqjxkvbwygfphmdulcrsnoitae".utf8)
}
