package import Diagnostics

/// A rule that content does not hold to, and the change that mends it where one is safe.
package struct ContentFinding: Sendable {
  package let diagnostic: Diagnostic
  package let fix: ContentFix?

  package init(_ diagnostic: Diagnostic, fix: ContentFix? = nil) {
    self.diagnostic = diagnostic
    self.fix = fix
  }
}

/// A change of one file that mends a finding and touches nothing else.
package struct ContentFix: Sendable {
  package struct Edit: Sendable, Equatable {
    package let range: Range<Int>
    package let replacement: String

    package init(_ range: Range<Int>, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// What is done, as a person reads it: "rename the file to `a.yml`".
  package let summary: String
  /// In the bytes of the file.
  package let edits: [Edit]
  /// The name that the file gets, in its folder.
  package let fileName: String?

  package init(_ summary: String, edits: [Edit] = [], fileName: String? = nil) {
    self.summary = summary
    self.edits = edits
    self.fileName = fileName
  }

  /// The bytes with all edits of all fixes, and the fixes that were made.
  ///
  /// A fix that overlaps an earlier one is left for the next time.
  package static func apply(
    _ fixes: [ContentFix], to bytes: [UInt8]
  ) -> (bytes: [UInt8], made: [ContentFix]) {
    var made: [ContentFix] = []
    var edits: [Edit] = []
    for fix in fixes {
      let overlaps = fix.edits.contains { edit in
        edits.contains {
          edit.range.overlaps($0.range) || edit.range.lowerBound == $0.range.lowerBound
        }
      }
      guard !overlaps else { continue }
      made.append(fix)
      edits += fix.edits
    }
    var result = bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
    }
    return (result, made)
  }
}
