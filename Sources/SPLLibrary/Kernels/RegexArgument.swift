import Diagnostics
import EventModel
import Execution
import QueryPlan

/// An argument that is a regular expression: compiled once when it is a literal, otherwise once for
/// each different text of a batch.
struct RegexArgument: Sendable {
  private let constant: RegularExpression?
  private let span: Span

  /// Errors: `invalidRegex` for a literal that does not compile.
  init(_ call: FunctionCall, at index: Int) throws(Diagnostic) {
    span = call.argumentSpans[index]
    guard let text = call.literalText(index) else {
      constant = nil
      return
    }
    constant = try Self.compile(text, at: span)
  }

  func matchers() -> RegexMatchers { RegexMatchers(constant: constant, span: span) }

  static func compile(_ pattern: String, at span: Span) throws(Diagnostic) -> RegularExpression {
    do { return try RegularExpression(pattern: pattern) } catch {
      throw Diagnostic(
        .invalidRegex, "`\(pattern)` is no regular expression", at: span,
        label: "\(error.message), at offset \(error.offset)")
    }
  }
}

/// The matchers of one evaluation of a batch.
///
/// Ordering: belongs to one thread.
final class RegexMatchers {
  private static let most = 1_000
  private let constant: RegexMatcher?
  private let span: Span
  private var known: [Bytes: RegexMatcher] = [:]

  init(constant: RegularExpression?, span: Span) {
    self.constant = constant?.makeMatcher()
    self.span = span
  }

  /// The matcher for a row's pattern; nil when that is null.
  func matcher(for pattern: Cell, in arena: Arena) throws(Diagnostic) -> RegexMatcher? {
    if let constant { return constant }
    guard let text = pattern.singleText(in: arena) else { return nil }
    if let matcher = known[text] { return matcher }
    let matcher = try RegexArgument.compile(text.string, at: span).makeMatcher()
    if known.count >= Self.most { known.removeAll() }
    known[text] = matcher
    return matcher
  }

  /// What the author is told when a match was given up.
  func diagnostic(_ error: RegexLimitError) -> Diagnostic {
    let isLong = error.pattern.count > 100
    let pattern = isLong ? error.pattern.prefix(100) + "…" : error.pattern[...]
    return Diagnostic(
      .regexLimit, "the regular expression `\(pattern)` was given up on one of the texts",
      at: span, label: error.message, help: "avoid nested repetitions such as `(a+)+`")
  }
}
