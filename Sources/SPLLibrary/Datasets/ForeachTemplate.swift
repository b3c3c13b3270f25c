import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// The texts that a template of `foreach` is filled in for.
///
/// Source: Splunk Search Reference, `foreach`: the default tokens.
struct ForeachTokens: Sendable {
  enum Token: String, Sendable, CaseIterable {
    case field = "fieldstr"
    case match = "matchstr"
    case segment1 = "matchseg1"
    case segment2 = "matchseg2"
    case segment3 = "matchseg3"
    case item = "itemstr"
    case iteration = "iterstr"

    fileprivate var standard: String {
      switch self {
      case .field: "<<FIELD>>"
      case .match: "<<MATCHSTR>>"
      case .segment1: "<<MATCHSEG1>>"
      case .segment2: "<<MATCHSEG2>>"
      case .segment3: "<<MATCHSEG3>>"
      case .item: "<<ITEM>>"
      case .iteration: "<<ITER>>"
      }
    }
  }

  private var texts: [Token: [UInt8]]

  init() {
    texts = [:]
    for token in Token.allCases { texts[token] = Array(token.standard.utf8) }
  }

  /// False when there is no option of that name.
  mutating func set(_ option: String, to text: String) -> Bool {
    guard let token = Token(rawValue: option) else { return false }
    texts[token] = Array(text.utf8)
    return true
  }

  /// The token that stands at a place, the longest of several.
  func token(at position: Int, in bytes: ArraySlice<UInt8>) -> (token: Token, length: Int)? {
    var best: (token: Token, length: Int)?
    for (token, text) in texts
    where !text.isEmpty && bytes[position...].starts(with: text) && text.count > best?.length ?? 0 {
      best = (token, text.count)
    }
    return best
  }
}

/// A field that a template is run for, and what the wildcards of its pattern stand for.
struct FieldMatchInName: Sendable {
  let field: String
  let segments: [String]

  /// A match that a pattern could have, to check a template before fields are known.
  static func example(of pattern: WildcardPattern) -> FieldMatchInName {
    let segments = [String](repeating: "1", count: pattern.parts.count - 1)
    let name = pattern.text.replacing("*", with: "1")
    return FieldMatchInName(field: name == "1" ? "f1" : name, segments: segments)
  }

  func text(of token: ForeachTokens.Token) -> String? {
    switch token {
    case .field: field
    case .match: segments.isEmpty ? nil : segments.joined()
    case .segment1: segments.first
    case .segment2: segments.count > 1 ? segments[1] : nil
    case .segment3: segments.count > 2 ? segments[2] : nil
    case .item, .iteration: nil
    }
  }
}

/// The commands between the brackets of `foreach`, with tokens in them.
struct ForeachTemplate: Sendable {
  /// The engine's own fields that stand for a value and its place.
  static let item = "\u{0}item"
  static let iteration = "\u{0}iteration"

  let text: Span
  let tokens: ForeachTokens

  /// The steps for one field.
  ///
  /// A sum that a row adds the field to stays as it is where the row lacks the field.
  /// Source: Splunk Search Reference, `foreach`, the example of totals over chart columns.
  func steps(
    for match: FieldMatchInName, with builder: inout PlanBuilder
  ) throws(Diagnostic) -> [PlanStep] {
    let pipeline = try pipeline { token, _ in match.text(of: token) }
    for call in pipeline.commands {
      let command = try CommandRegistry.command(for: call)
      guard command.documentation.kind == .streaming else {
        throw Diagnostic(
          .invalidArgument, "a template of `foreach` looks at one row at a time, as `eval` does",
          at: call.nameSpan, label: "this command does not")
      }
    }
    let steps = try builder.steps(of: pipeline)
    var result: [PlanStep] = []
    for step in steps {
      guard case .compute(let assignments) = step else {
        result.append(step)
        continue
      }
      var kept: [Assignment] = []
      for assignment in assignments {
        kept.append(try summing(assignment, match.field, builder.binder))
      }
      result.append(.compute(kept))
    }
    return result
  }

  private func summing(
    _ assignment: Assignment, _ field: String, _ binder: ExpressionBinder
  ) throws(Diagnostic) -> Assignment {
    guard assignment.template == nil, assignment.target != field,
      assignment.expression.adds(field, to: assignment.target)
    else { return assignment }
    let isThere = try binder.call("isnotnull", [.field(field)], text)
    return Assignment(
      assignment.target,
      try binder.call(
        "if", [isThere, assignment.expression, .field(assignment.target)], text))
  }

  /// The assignments of the one `eval` that runs for each value.
  ///
  /// Source: Splunk Search Reference, `foreach`: modes over values take a single `eval`.
  func assignments(with builder: inout PlanBuilder) throws(Diagnostic) -> [Assignment] {
    let pipeline = try pipeline { token, quote in
      let name: String
      switch token {
      case .item: name = Self.item
      case .iteration: name = Self.iteration
      case .field, .match, .segment1, .segment2, .segment3: return nil
      }
      switch quote {
      case nil: return "'\(name)'"
      case UInt8(ascii: "'"): return name
      // Inside a text, the text goes on behind the value.
      default: return "\".'\(name)'.\""
      }
    }
    guard pipeline.commands.count == 1, let call = pipeline.commands.first, call.name == "eval"
    else {
      let wrong = pipeline.commands.first { $0.name != "eval" } ?? pipeline.commands.last
      throw Diagnostic(
        .invalidArgument, "over the values of a field, `foreach` runs one `eval`",
        at: wrong?.nameSpan ?? text, label: pipeline.commands.count > 1 ? "a second command" : nil,
        help: "put all fields in one `eval`, with commas between them")
    }
    return try builder.steps(of: pipeline).flatMap { step -> [Assignment] in
      if case .compute(let assignments) = step { assignments } else { [] }
    }
  }

  /// The template with its tokens replaced; a token that stands for nothing stays.
  private func pipeline(
    _ replacement: (ForeachTokens.Token, _ quote: UInt8?) -> String?
  ) throws(Diagnostic) -> Pipeline {
    let bytes = text.source.bytes[text.range]
    var output: [UInt8] = Array("| ".utf8)
    var pieces = [
      SourceText.Piece(
        range: 0..<2, origin: Span(text.source, text.range.lowerBound..<text.range.lowerBound),
        isVerbatim: false)
    ]
    var copied = bytes.startIndex
    var position = copied
    var quote: UInt8?
    func copy(to end: Int) {
      guard end > copied else { return }
      let start = output.count
      output += bytes[copied..<end]
      pieces.append(
        .init(
          range: start..<output.count, origin: Span(text.source, copied..<end), isVerbatim: true))
    }
    while position < bytes.endIndex {
      if let (token, length) = tokens.token(at: position, in: bytes),
        let found = replacement(token, quote)
      {
        copy(to: position)
        let start = output.count
        output += Array(found.utf8)
        if output.count > start {
          pieces.append(
            .init(
              range: start..<output.count,
              origin: Span(text.source, position..<(position + length)), isVerbatim: false))
        }
        position += length
        copied = position
        continue
      }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        position += 1
      } else if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      position = min(position + 1, bytes.endIndex)
    }
    copy(to: bytes.endIndex)
    let source = SourceText(name: text.source.name, bytes: output, pieces: pieces)
    return try PipelineParser.parse(source.wholeSpan)
  }
}

extension Expression {
  /// Whether arithmetic puts a field to another one: `total + x`.
  fileprivate func adds(_ field: String, to target: String) -> Bool {
    var operands: Set<String> = []
    guard collectOperands(into: &operands) else { return false }
    return operands.contains(field) && operands.contains(target)
  }

  /// False when something else than arithmetic on fields and literals is in it.
  private func collectOperands(into fields: inout Set<String>) -> Bool {
    switch self {
    case .field(let name):
      fields.insert(name)
      return true
    case .literal: return true
    case .negate, .arithmetic: return children.allSatisfy { $0.collectOperands(into: &fields) }
    case .not, .concatenate, .compare, .and, .or, .xor, .call, .fieldMatch, .textMatch:
      return false
    }
  }
}
