import Diagnostics
import Foundation
import QueryPlan
import Synchronization

/// A file of `sourcetypes/`, parsed when events come that it is for.
///
/// Until then its text tells which source types and which fields it is about.
final class SourcetypeFile: SourcetypeRuleSource {
  let sourcetypes: [String]
  let sources: [String]
  let openInputs: [String]?
  private let source: SourceText
  private let glance: SourcetypeGlance
  private let parsed: Mutex<SourcetypeRules?>

  /// Errors: a file that cannot be read; what is wrong with one that a glance does not understand.
  convenience init(path: String) throws(Diagnostic) {
    try self.init(try KnowledgeFolder.text(of: path))
  }

  init(_ source: SourceText) throws(Diagnostic) {
    self.source = source
    glance = SourcetypeGlance(source.bytes)
    openInputs = glance.openInputs
    if let globs = glance.globs {
      sourcetypes = globs.sourcetypes
      sources = globs.sources
      parsed = Mutex(nil)
    } else {
      let result = try Self.parse(source)
      sourcetypes = result.sourcetypes
      sources = result.sources
      parsed = Mutex(result.rules)
    }
  }

  var hasTimes: Bool { glance.hasTimes }

  func defines(_ field: String) -> Bool { glance.defines(field) }

  func rules() throws(Diagnostic) -> SourcetypeRules {
    if let known = parsed.withLock({ $0 }) { return known }
    let result = try Self.parse(source)
    try check(result)
    parsed.withLock { $0 = result.rules }
    return result.rules
  }

  private static func parse(_ source: SourceText) throws(Diagnostic) -> SourcetypeReader.Result {
    let found = try KnowledgeFolder.read(source) { SourcetypeReader(reader: $0).read() }
    guard let result = found.first, found.count == 1 else {
      throw Diagnostic(
        .wrongType, "a file of `sourcetypes` holds one mapping", at: source.wholeSpan,
        label: "this one holds \(found.count)", help: "write a file for each")
    }
    return result
  }

  /// The glance must have seen what the parser sees.
  private func check(_ result: SourcetypeReader.Result) throws(Diagnostic) {
    let rules = result.rules
    var names = rules.aliases.map { $0.target } + rules.calculations.map { $0.target }
    names += rules.lookups.flatMap { $0.outputs.map { $0.field } }
    for extraction in rules.extractions {
      if case .delimited(_, let list) = extraction.kind { names += list.filter { !$0.isEmpty } }
    }
    guard result.sourcetypes == sourcetypes, result.sources == sources,
      (rules.openInputs != nil) == (openInputs != nil), rules.times.isEmpty != hasTimes
    else {
      throw Diagnostic(
        .wrongType, "the file is written in a way that a glance cannot read",
        at: source.line(at: 0).number == 1 ? Span(source, source.line(at: 0).range) : nil,
        help: "write `sourcetypes`, `sources` and `kind` without escapes, anchors and comments")
    }
    for name in names where name != "-" && !defines(name) {
      throw Diagnostic(
        .wrongType, "the field name `\(name)` must be written as it is", at: source.wholeSpan.end,
        help: "write the name on one line, without escapes")
    }
  }
}
