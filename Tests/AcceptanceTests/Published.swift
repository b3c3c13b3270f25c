import Foundation
import Testing

/// The published detections of `../shared/data/escu`, run unmodified.
enum Published {
  static var folder: String? { Shared.path("data/escu") }

  /// The findings of some detections over one input, as they are printed.
  static func detect(
    _ names: [String], _ files: [String], _ options: [String] = []
  ) throws -> (run: Program.Run, findings: [ObjectLine]) {
    let folder = try #require(folder)
    let run = try Program.run(
      ["detect", "--content", folder, "--now", "2026-11-24T00:00:00Z", "--format", "ndjson"]
        + names.flatMap { ["--only", $0] } + options + files)
    return (run, try ObjectLine.all(run))
  }

  /// The search of a detection up to the first command that needs more than one event.
  static func predicate(of name: String) throws -> String {
    let folder = try #require(folder)
    let stem = name.lowercased().replacing(" ", with: "_")
    let file = folder + "/detections/cloud/\(stem).yml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let search = try #require(text.firstMatch(of: /\nsearch: '?((?s:.*?))\n\w+:/)?.1)
    let line = search.replacing("\n", with: " ").replacing("''", with: "'")
      .split(separator: " ").joined(separator: " ")
    let ends = ["| fillnull", "| stats", "| iplocation", "| rename"]
      .compactMap { line.firstRange(of: $0)?.lowerBound }
    return String(line[..<(try #require(ends.min()))])
  }
}

extension ObjectLine {
  /// The result row as text, to compare rows as a set.
  var row: String {
    object("result").map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
  }
}

/// What somebody else says about the events of a real log.
struct GroundTruth {
  struct Step {
    let name: String
    let lines: [Int]
    let detections: [String]
  }

  let folder: String
  let lines: [String]
  /// By detection: the one-based lines that its conditions on single events hold for.
  let labels: [String: [Int]]
  let steps: [Step]
  /// Pairs of step and detection where this log lacks what the detection looks at.
  let blind: Set<[String]>

  init(_ folder: String) throws {
    self.folder = folder
    lines = try Shared.lines("data/audit/\(folder)/events.ndjson")
    let labels = try Shared.json("data/audit/\(folder)/labels.json") as? [String: Any]
    self.labels = labels?["detections"] as? [String: [Int]] ?? [:]
    let file = "data/audit/\(folder)/expected.json"
    let expected = Shared.path(file) == nil ? nil : try Shared.json(file) as? [String: Any]
    blind = Set(expected?["designed_but_not_matching_at_this_policy"] as? [[String]] ?? [])
    steps = (expected?["steps"] as? [[String: Any]] ?? []).map { step in
      Step(
        name: step["step"] as? String ?? "", lines: step["main_lines"] as? [Int] ?? [],
        detections: step["expected_detections"] as? [String] ?? [])
    }
  }

  var path: String { Shared.path("data/audit/\(folder)/events.ndjson") ?? "" }

  /// The log without some of its lines.
  func text(without removed: some Sequence<Int>) -> String {
    let removed = Set(removed)
    let kept = lines.enumerated().filter { !removed.contains($0.offset + 1) }.map { $0.element }
    return kept.joined(separator: "\n") + "\n"
  }
}
