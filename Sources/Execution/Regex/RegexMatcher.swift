import CPCRE2
package import EventModel

/// Looks for matches of one pattern, one text after the other.
///
/// Memory: the room for captures is taken once; a match allocates nothing.
/// Ordering: belongs to one thread at a time.
package final class RegexMatcher {
  /// Steps of backtracking before a match is given up.
  private static let matchLimit: UInt32 = 5_000_000
  private static let depthLimit: UInt32 = 100_000
  private static let largestStack = 8 << 20

  package let regex: RegularExpression
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  /// Made on the first text that needs more than the thread's own stack.
  private var stack: OpaquePointer?

  init(_ regex: RegularExpression) {
    self.regex = regex
    data = pcre2_match_data_create_from_pattern_8(regex.code, nil)
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, Self.depthLimit)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// The first match at or after a byte offset.
  ///
  /// Memory: the captures stay valid until the next call.
  /// Errors: `RegexLimitError` when the pattern backtracks too much on this text.
  package func firstMatch(
    in text: Bytes, from offset: Int = 0
  ) throws(RegexLimitError) -> RegexCaptures? {
    try match(text, from: offset, options: 0)
  }

  /// Whether the pattern matches anywhere in a text.
  package func matches(_ text: Bytes) throws(RegexLimitError) -> Bool {
    try match(text, from: 0, options: 0) != nil
  }

  /// Calls a closure for each match from left to right; matches do not overlap, and an empty match
  /// never follows another at the same place.
  package func forEachMatch<E: Error>(
    in text: Bytes, limit: Int = .max, _ body: (RegexCaptures) throws(E) -> Void
  ) throws(RegexSearchError<E>) {
    var position = 0
    var options: UInt32 = 0
    var count = 0
    while position <= text.count, count < limit {
      let found: RegexCaptures?
      do { found = try match(text, from: position, options: options) } catch {
        throw .limit(error)
      }
      if let found {
        let whole = found.whole
        do { try body(found) } catch { throw .body(error) }
        count += 1
        // After an empty match, a longer one is tried at the same place.
        options = whole.isEmpty ? UInt32(PCRE2_NOTEMPTY_ATSTART) | UInt32(PCRE2_ANCHORED) : 0
        position = max(whole.upperBound, position)
      } else {
        guard options != 0 else { return }
        options = 0
        position += 1
        while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
      }
    }
  }

  private func match(
    _ text: Bytes, from offset: Int, options: UInt32
  ) throws(RegexLimitError) -> RegexCaptures? {
    while true {
      let result = pcre2_match_8(
        regex.code, text.start, text.count, offset, options, data, context)
      if result > 0, let data {
        return RegexCaptures(
          offsets: pcre2_get_ovector_pointer_8(data), count: regex.captureCount + 1)
      }
      if result == PCRE2_ERROR_NOMATCH { return nil }
      if result == PCRE2_ERROR_JIT_STACKLIMIT, stack == nil {
        stack = pcre2_jit_stack_create_8(32 << 10, Self.largestStack, nil)
        pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
        continue
      }
      throw RegexLimitError(pattern: regex.pattern, message: Self.reason(result))
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case PCRE2_ERROR_MATCHLIMIT: "it took more than \(matchLimit) steps"
    case PCRE2_ERROR_DEPTHLIMIT: "it nested deeper than \(depthLimit) levels"
    case PCRE2_ERROR_JIT_STACKLIMIT: "it needs more than \(largestStack >> 20) MB of stack"
    case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: "it needs too much memory"
    default: "the matcher stopped with code \(code)"
    }
  }
}

/// What ended a walk over matches early.
package enum RegexSearchError<Body: Error>: Error {
  case limit(RegexLimitError)
  case body(Body)
}

/// Where the groups of a match lie.
///
/// Memory: valid until the matcher looks for its next match.
package struct RegexCaptures {
  private static let unset = ~0
  let offsets: UnsafeMutablePointer<Int>
  /// How many groups there are, the whole match included.
  package let count: Int

  package var whole: Range<Int> { self[0] ?? 0..<0 }

  /// The byte range of a group; nil when it took no part in the match or does not exist.
  package subscript(group: Int) -> Range<Int>? {
    guard group < count else { return nil }
    let start = offsets[2 * group]
    let end = offsets[2 * group + 1]
    // A look-behind with `\K` can start a match behind its end.
    guard start != Self.unset, start <= end else { return nil }
    return start..<end
  }
}
