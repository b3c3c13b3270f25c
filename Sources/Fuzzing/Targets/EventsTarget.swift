import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import SearchEngine

/// Bytes as a file of events: read as every input format, and alike however it is cut.
final class EventsTarget: FuzzTarget {
  private let file: String
  private let plan: Plan
  private let environment = SearchEnvironment(now: 1_767_225_600, zone: .utc)

  init() throws(FuzzFailure) {
    file = NSTemporaryDirectory() + "fuzz-\(ProcessInfo.processInfo.processIdentifier).log"
    do {
      let search = SourceText(name: "fuzz.spl", text: "index=* OR NOT index=*")
      plan = try SearchCompiler(environment: environment).compile(search.wholeSpan).plan
    } catch {
      throw FuzzFailure("the search of the target is broken: \(error)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: file) }

  func run(_ input: [UInt8]) throws(FuzzFailure) {
    guard FileManager.default.createFile(atPath: file, contents: Data(input)) else {
      throw FuzzFailure("cannot write \(file)")
    }
    for format in InputFormat.allCases { _ = try rows(format, chunkSize: 1 << 20) }
    let whole = try rows(.auto, chunkSize: 1 << 20)
    let pieces = try rows(.auto, chunkSize: 61)
    guard whole == pieces else { throw FuzzFailure("whole: \(whole)\nin pieces: \(pieces)") }
  }

  private func rows(_ format: InputFormat, chunkSize: Int) throws(FuzzFailure) -> [[[String]]] {
    let source = FileSource(
      paths: [file],
      options: FileSourceOptions(
        format: format, arrival: environment.now, workerCount: 1, chunkSize: chunkSize))
    do {
      let result = try SearchJob(plan: plan, environment: environment).run(over: source)
      return ResultTable(result.batches).rows
    } catch {
      throw FuzzFailure("\(format): \(error)")
    }
  }
}
