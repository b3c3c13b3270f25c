/// Where a diagnostic points, as reports for machines write it.
package struct DiagnosticPlace: Sendable, Equatable {
  package let file: String
  /// Lines and columns count from one, columns in characters; the end is behind the last one.
  package let line: Int
  package let column: Int
  package let endLine: Int
  package let endColumn: Int

  /// Nil for a diagnostic without a place.
  ///
  /// Shape: `file` is written from `folder` on when it lies in there.
  package init?(_ diagnostic: Diagnostic, from folder: ReportFolder? = nil) {
    guard let span = diagnostic.span?.root.span else { return nil }
    let start = span.position
    let end = Span(span.source, span.range.upperBound..<span.range.upperBound).position
    file = folder?.path(start.source) ?? start.source
    line = start.line
    column = start.column
    endLine = max(end.line, start.line)
    endColumn = end.column
  }
}
