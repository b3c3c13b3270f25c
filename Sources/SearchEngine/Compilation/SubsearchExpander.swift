package import Diagnostics
package import EventModel
package import QueryPlan
import SPLLibrary
package import SPLSyntax

/// Replaces the subsearches of a search by what they find, before the search is read.
///
/// Only where a subsearch stands for text (`search`, `where`, `eval`, `tstats`); a command that
/// combines rows (`join`, `append`) keeps its own.
/// Source: Splunk Search Manual, subsearches: they run first, and end with an implicit `format`.
package struct SubsearchExpander {
  /// Runs a subsearch; gives its rows.
  package typealias Runner = @Sendable (Pipeline) throws -> [Batch]

  /// Source: limits.conf, `[subsearch]`: rows that a subsearch may give.
  package static let limit = 10_000

  private static let commands: Set<String> = ["search", "where", "eval", "tstats", "mstats"]

  /// Nil: nothing is at hand to run over, so a subsearch stands for a term that always holds.
  private let run: Runner?
  private let environment: SearchEnvironment

  package init(run: Runner?, environment: SearchEnvironment) {
    self.run = run
    self.environment = environment
  }

  /// The pipeline with its textual subsearches replaced, read again; itself when it has none.
  package func expanded(_ pipeline: Pipeline) throws -> Pipeline {
    let found = pipeline.commands.filter { Self.commands.contains($0.name) }
      .flatMap { call in call.subsearches.map { (call, $0) } }
    guard !found.isEmpty else { return pipeline }
    let source = pipeline.span.source
    var bytes: [UInt8] = []
    var pieces: [SourceText.Piece] = []
    var position = pipeline.span.range.lowerBound
    func copy(to end: Int) {
      guard end > position else { return }
      let start = bytes.count
      bytes += source.bytes[position..<end]
      pieces.append(
        .init(
          range: start..<bytes.count, origin: Span(source, position..<end), isVerbatim: true))
    }
    for (call, subsearch) in found {
      copy(to: subsearch.span.range.lowerBound)
      let text = Array(try self.text(of: subsearch, in: call).utf8)
      if !text.isEmpty {
        pieces.append(
          .init(
            range: bytes.count..<(bytes.count + text.count), origin: subsearch.span,
            isVerbatim: false))
        bytes += text
      }
      position = subsearch.span.range.upperBound
    }
    copy(to: pipeline.span.range.upperBound)
    let text = SourceText(name: source.name, bytes: bytes, pieces: pieces)
    return try PipelineParser.parse(text.wholeSpan)
  }

  private func text(of subsearch: Subsearch, in call: CommandCall) throws -> String {
    guard let run else { return call.name == "eval" || call.name == "where" ? "null()" : "( )" }
    let batches = try run(expanded(subsearch.pipeline))
    let rowCount = batches.reduce(0) { $0 + $1.rowCount }
    if rowCount > Self.limit {
      environment.notices.add(
        Diagnostic(
          .resultLimit, "the subsearch gave \(rowCount) rows; the first \(Self.limit) are used",
          at: subsearch.span, help: "make it smaller with `stats`, `dedup` or `head`",
          severity: .warning))
    }
    // `return` and `format` have made the text already.
    if let last = subsearch.pipeline.commands.last, ["return", "format"].contains(last.name) {
      let table = ResultTable(batches)
      return table.rows.first?.first?.first ?? ""
    }
    return FormatText().text(of: batches, limit: Self.limit)
  }
}
