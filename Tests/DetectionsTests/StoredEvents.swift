import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLSyntax
import SearchEngine

/// What a search finds.
enum StoredEvents {
  static func table(
    _ search: String, in source: any EventSource, compiler: SearchCompiler? = nil
  ) throws -> ResultTable {
    let environment = SearchEnvironment(now: 0, zone: .utc)
    let compiler = compiler ?? SearchCompiler(environment: environment)
    let compiled = try compiler.compile(SourceText(name: "test", text: search).wholeSpan)
    let job = SearchJob(plan: compiled.plan, environment: compiler.environment)
    return ResultTable(try job.run(over: source).batches)
  }

  static func texts(
    _ search: String, _ field: String, in source: any EventSource
  ) throws -> [String] {
    let table = try table(search, in: source)
    guard let place = table.fields.firstIndex(of: field) else { return [] }
    return table.rows.flatMap { $0[place] }
  }
}
