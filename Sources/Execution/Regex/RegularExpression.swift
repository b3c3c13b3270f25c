import CPCRE2

/// A compiled pattern of the dialect that SPL uses: Perl-compatible, over UTF-8.
///
/// Ordering: shared between threads; the state of a search for matches lives in a `RegexMatcher`,
/// of which each user makes its own.
/// Source: Splunk Search Reference, `rex` and `regex` (PCRE).
// Guard for @unchecked Sendable: the compiled code is never written after `init`.
package final class RegularExpression: @unchecked Sendable {
  /// A named group and its number.
  package struct Group: Sendable, Equatable {
    package let name: String
    package let number: Int
  }

  /// As it was written.
  package let pattern: String
  /// The named groups by number.
  package let groups: [Group]
  /// How many capture groups there are, without the whole match.
  package let captureCount: Int
  let code: OpaquePointer

  /// Compiles a pattern.
  ///
  /// Errors: `RegexError` with the place in the pattern's bytes.
  package init(pattern: String) throws(RegexError) {
    self.pattern = pattern
    let compiled = try RegexCompiler.compile(Array(pattern.utf8))
    code = compiled.code
    captureCount = RegexCompiler.captureCount(compiled.code)
    groups = RegexCompiler.groups(of: compiled.code).map {
      Group(name: compiled.renamed[$0.name] ?? $0.name, number: $0.number)
    }
    // Without just-in-time support the interpreter runs the same code.
    _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
  }

  deinit { pcre2_code_free_8(code) }

  package func makeMatcher() -> RegexMatcher { RegexMatcher(self) }
}

/// A pattern that does not compile.
package struct RegexError: Error, Equatable {
  /// One line, lower case.
  package let message: String
  /// Units: bytes from the start of the pattern.
  package let offset: Int
}

/// A search for a match that was given up because it took too many steps.
package struct RegexLimitError: Error, Equatable {
  package let pattern: String
  package let message: String
}
