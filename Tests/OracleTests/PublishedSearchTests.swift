import Content
import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLSyntax
import SearchEngine
import Testing

/// Every search that ESCU publishes: detections, baselines and drill-down searches.
///
/// Source: the ESCU 4.42 census: 1,711 detections, 66 baselines, 2,618 drill-down searches, of
/// which 41 need another product.
@Suite(.enabled(if: SharedFolder.path("data/escu") != nil, "needs ../shared/data/escu"))
struct PublishedSearchTests {
  private static let environment = SearchEnvironment(now: 1_767_225_600, zone: .utc)

  private let library: ContentLibrary
  private let compiler: SearchCompiler

  init() throws {
    let folders = [
      SharedFolder.root + "/Content/platform", try #require(SharedFolder.path("data/escu")),
    ]
    library = ContentLoader.load(folders: folders)
    let store = ContentStore(folders: folders)
    compiler = SearchCompiler(
      macros: store, knowledge: ContentKnowledge(store, lookupWriter: Discarding()),
      environment: Self.environment)
  }

  /// What a search is refused for; nil when it runs, over no events.
  private func refusal(_ search: Span) -> Diagnostic? {
    do throws(Diagnostic) {
      let compiled = try compiler.checked(search)
      let job = SearchJob(plan: compiled.plan, environment: Self.environment)
      do {
        _ = try job.run(over: NoEvents())
      } catch let diagnostic as Diagnostic {
        throw diagnostic
      } catch {
        Issue.record("\(error)")
      }
      return nil
    } catch {
      return error
    }
  }

  private func refusals(_ searches: [(name: String, text: Span)]) -> [(String, Diagnostic)] {
    let found = Parallel.map(searches.map { $0.text }) { refusal($0) }
    return zip(searches, found).compactMap { search, refusal in
      refusal.map { (search.name, $0) }
    }
  }

  @Test func detections() {
    let refused = refusals(library.detections.map { ($0.name, $0.search) })
    #expect(library.detections.count == 1711)
    #expect(refused.count <= 41)
    for (name, diagnostic) in refused {
      #expect(diagnostic.code.isLimitation, "\(name): \(diagnostic.rendered())")
      #expect(diagnostic.span != nil, "\(name)")
    }
  }

  @Test func baselines() {
    let refused = refusals(library.baselines.map { ($0.name, $0.search) })
    #expect(library.baselines.count == 66)
    for (name, diagnostic) in refused {
      #expect(diagnostic.code.isLimitation, "\(name): \(diagnostic.rendered())")
    }
  }

  /// A drill-down search runs when the search that it starts from does.
  @Test func drilldownSearches() {
    let refusedDetections = Set(
      refusals(library.detections.map { ($0.name, $0.search) }).map { $0.0 })
    let searches = library.detections.flatMap { detection in
      detection.drilldownSearches.map { drilldown in
        (
          name: detection.name,
          text: drilldown.filled(detection.search) { ["sample of \($0)"] }.wholeSpan
        )
      }
    }
    #expect(searches.count == 2618)
    let refused = refusals(searches)
    for (name, diagnostic) in refused {
      #expect(refusedDetections.contains(name), "\(name): \(diagnostic.rendered())")
      #expect(diagnostic.code.isLimitation, "\(name): \(diagnostic.rendered())")
    }
    print("drill-down searches: \(searches.count - refused.count) of 2618 run")
  }
}

/// Stands for a folder of tables.
private struct Discarding: LookupWriter {
  func store(_ rows: WrittenLookup, at span: Span?) throws(Diagnostic) {}
}
