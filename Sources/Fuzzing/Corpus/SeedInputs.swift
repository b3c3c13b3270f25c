import Foundation
import QueryPlan
import SPLLibrary

/// The inputs that mutation starts from: the project's own tests and examples, what once failed,
/// and what lies beside the project in `../shared`, where it is there.
struct SeedInputs {
  /// Units: bytes. Of larger files the start is taken.
  private static let largest = 3000

  /// The folder of the project.
  let root: String

  func inputs(of target: FuzzTargetName) -> [[UInt8]] {
    // What a run found would be found again at once, until it is mended.
    let kept = CorpusFolder(root: root, target: target).inputs
      .filter { input in !FuzzDriver.kinds.contains { input.name.hasPrefix($0 + "-") } }
      .map { $0.bytes }
    switch target {
    case .search: return kept + searches()
    case .events: return kept + events()
    case .content: return kept + content()
    }
  }

  private func searches() -> [[UInt8]] {
    var found = files(in: "Tests/GoldenTests/Golden", "spltest").flatMap { Self.queries(in: $0) }
    for function in FunctionRegistry.all {
      found += function.documentation.examples.map { "| makeresults | eval a=\($0.expression)" }
    }
    for file in ["semantic", "parse"] {
      let text =
        (try? String(contentsOfFile: root + "/../shared/oracle/\(file).jsonl", encoding: .utf8))
        ?? ""
      found += text.split(separator: "\n").compactMap { Self.string("spl", in: String($0)) }
    }
    return found.filter { $0.utf8.count <= Self.largest }.map { Array($0.utf8) }
  }

  /// The searches of a golden file.
  private static func queries(in text: String) -> [String] {
    var queries: [String] = []
    var lines: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "query" {
        lines = []
      } else if line.hasPrefix("----") {
        if let lines { queries.append(lines.joined(separator: "\n")) }
        lines = nil
      } else {
        lines?.append(line)
      }
    }
    return queries
  }

  private static func string(_ key: String, in json: String) -> String? {
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return object?[key] as? String
  }

  private func events() -> [[UInt8]] {
    let log = (try? String(contentsOfFile: root + "/Examples/audit.log", encoding: .utf8)) ?? ""
    let lines = log.split(separator: "\n").filter { $0.utf8.count < Self.largest }
    let some = stride(from: 0, to: lines.count, by: max(1, lines.count / 50)).map { lines[$0] }
    return EventShapes.all.map { Array($0.utf8) } + some.map { Array($0.utf8) }
  }

  private func content() -> [[UInt8]] {
    let own = files(in: "Content", "yml")
    let shared = files(in: "../shared/data/escu/detections/cloud", "yml")
    return (own + shared.prefix(40)).map { Array($0.utf8.prefix(Self.largest)) }
  }

  /// The texts of the files below a folder, in the order of their paths.
  private func files(in folder: String, _ ending: String) -> [String] {
    let path = root + "/" + folder
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix("." + ending) }.sorted().compactMap {
      try? String(contentsOfFile: path + "/" + $0, encoding: .utf8)
    }
  }
}
