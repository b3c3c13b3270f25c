import Diagnostics
import EventModel
import Execution

/// What `rex mode=sed` does to a text: `s/regex/replacement/g`, `s/regex/replacement/2`,
/// `y/abc/xyz/`, several of them one behind the other.
///
/// Source: Splunk Search Reference, `rex`: no other commands of sed.
struct SedExpression: Sendable {
  enum Occurrence: Sendable, Equatable {
    case all
    /// Counts from 1.
    case one(Int)
  }

  enum Step: Sendable {
    case substitute(RegularExpression, RegexReplacement, Occurrence)
    case transliterate([Unicode.Scalar: Unicode.Scalar])
  }

  let steps: [Step]
  private let span: Span

  init(_ word: RegexWord) throws(Diagnostic) {
    span = word.span
    var parser = SedParser(word)
    steps = try parser.steps()
  }

  /// One matcher for each step, for one batch.
  func makeMatchers() -> [RegexMatcher?] {
    steps.map { step in
      switch step {
      case .substitute(let regex, _, _): regex.makeMatcher()
      case .transliterate: nil
      }
    }
  }

  func apply(
    to text: Bytes, _ matchers: [RegexMatcher?], in arena: Arena
  ) throws(Diagnostic) -> Bytes {
    var text = text
    for (step, matcher) in zip(steps, matchers) {
      switch step {
      case .substitute(let regex, let replacement, let occurrence):
        guard let matcher else { continue }
        do throws(RegexLimitError) {
          let changed = try matcher.replace(occurrence, in: text, with: replacement)
          if let changed { text = arena.store(changed) }
        } catch {
          throw RegexMatchers(constant: regex, span: span).diagnostic(error)
        }
      case .transliterate(let table):
        let scalars = text.string.unicodeScalars.map { Character(table[$0] ?? $0) }
        text = arena.store(String(scalars))
      }
    }
    return text
  }
}

extension RegexMatcher {
  /// The text with one match or all of them replaced; nil when there is none.
  fileprivate func replace(
    _ occurrence: SedExpression.Occurrence, in text: Bytes, with replacement: RegexReplacement
  ) throws(RegexLimitError) -> [UInt8]? {
    guard case .one(let wanted) = occurrence else {
      return try replaceAll(in: text, with: replacement)
    }
    var output: [UInt8]?
    var number = 0
    do throws(RegexSearchError<Never>) {
      try forEachMatch(in: text, limit: wanted) { (captures) throws(Never) in
        number += 1
        guard number == wanted else { return }
        let whole = captures.whole
        var changed = text.slice(0..<whole.lowerBound).array
        replacement.append(captures, of: text, to: &changed)
        changed.append(contentsOf: text.slice(whole.upperBound..<text.count).buffer)
        output = changed
      }
    } catch {
      switch error {
      case .limit(let limit): throw limit
      }
    }
    return output
  }
}
