import Content
import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax
import SearchEngine
import Testing

/// The published searches laid out: the same searches, and no wrong warnings about them.
struct LayoutTests {
  private static let content: ContentStore? = SharedFolder.path("data/escu").map {
    // The pack has the data models that the published searches ask.
    let pack = SharedFolder.root + "/Content"
    return ContentStore(folders: [pack + "/platform", pack, $0])
  }

  private static var compiler: SearchCompiler? {
    content.map { content in
      SearchCompiler(
        macros: content, knowledge: ContentKnowledge(content, overrides: [], geoDatabase: nil),
        environment: SearchEnvironment(now: 1_767_225_600, zone: .utc))
    }
  }

  @Test(.enabled(if: content != nil, "needs ../shared/data"))
  func layoutKeepsTheMeaning() throws {
    let compiler = try #require(Self.compiler)
    var compared = 0
    for detection in Self.content?.detections(matching: []) ?? [] {
      let text = try SearchLayout.laidOut(detection.search)
      let laidOut = SourceText(name: "<search>", text: text).wholeSpan
      #expect(try SearchLayout.laidOut(laidOut) == text, "\(detection.name)")
      #expect(
        Self.withoutBlanks(text) == Self.withoutBlanks(detection.search.text), "\(detection.name)")
      guard let old = try? compiler.checked(detection.search) else { continue }
      compared += 1
      #expect(
        try compiler.checked(laidOut).lowered.printed == old.lowered.printed,
        "\(detection.name)\n\(text)")
    }
    print("ESCU: \(compared) plans are the same after layout")
    #expect(compared > 1300)
  }

  private static func withoutBlanks(_ text: String) -> String {
    String(text.lowercased().filter { !$0.isWhitespace })
  }

  /// Layout alone moves blanks only, in searches of any origin.
  @Test(.enabled(if: SharedFolder.path("oracle/parse.jsonl") != nil, "needs ../shared/oracle"))
  func layoutOfPublicSearches() throws {
    let compiler = SearchCompiler(environment: SearchEnvironment(now: 0, zone: .utc))
    for json in SharedFolder.lines("oracle/parse.jsonl") {
      let source = SourceText(name: "<search>", text: json["spl"]?.text ?? "")
      guard let text = try? SearchLayout.laidOut(source.wholeSpan) else { continue }
      let laidOut = SourceText(name: "<search>", text: text).wholeSpan
      let id = json["id"]?.text ?? ""
      #expect(try SearchLayout.laidOut(laidOut) == text, "\(id)\n\(text)")
      #expect(Self.withoutBlanks(text) == Self.withoutBlanks(source.text), "\(id)\n\(text)")
      guard let old = try? compiler.checked(source.wholeSpan) else { continue }
      let new = try? compiler.checked(laidOut).lowered.printed
      #expect(new == old.lowered.printed, "\(id)\n\(text)")
    }
  }

  /// A warning about a published detection is nearly always a wrong one.
  @Test(.enabled(if: content != nil, "needs ../shared/data"))
  func publishedSearchesAreHardlyWarnedOf() throws {
    let compiler = try #require(Self.compiler)
    var counts: [DiagnosticCode: [String]] = [:]
    for detection in Self.content?.detections(matching: []) ?? [] {
      for warning in (try? compiler.checked(detection.search))?.warnings ?? [] {
        counts[warning.code, default: []].append("\(detection.name): \(warning.rendered())")
      }
    }
    let codes: [DiagnosticCode] = [
      .literalWildcard, .emptyTimeRange, .selfComparison, .lowercaseOperator, .alwaysTrue,
    ]
    for (code, found) in counts { print("ESCU: \(code.rawValue) \(found.count) times") }
    for code in codes {
      let found = counts[code] ?? []
      #expect(found.count <= 12, "\(found.joined(separator: "\n"))")
    }
  }
}
