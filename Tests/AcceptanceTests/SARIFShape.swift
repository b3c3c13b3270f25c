import Foundation

/// What SARIF 2.1.0 asks of a log, as far as our reports use it, and what code hosts ask besides.
///
/// Source: OASIS, Static Analysis Results Interchange Format 2.1.0: 3.13 (log), 3.14 (run), 3.19
/// (tool component), 3.27 (result), 3.29 (physical location), 3.30 (region), 3.49 (rule). Objects
/// have no members but those that it names. GitHub wants a location for each result.
struct SARIFShape {
  private(set) var problems: [String] = []
  private(set) var results: [[String: Any]] = []
  private(set) var ruleIDs: [String] = []

  private static let levels = ["none", "note", "warning", "error"]

  init(_ text: String) {
    let json = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let log = json as? [String: Any] else {
      problems.append("no JSON object")
      return
    }
    members(log, "log", required: ["version", "runs"], other: ["$schema"])
    expect(log["version"] as? String == "2.1.0", "the version is 2.1.0")
    let runs = log["runs"] as? [[String: Any]] ?? []
    expect(runs.count == 1, "one run")
    for run in runs { check(run: run) }
  }

  private mutating func check(run: [String: Any]) {
    members(run, "run", required: ["tool", "results"], other: ["columnKind"])
    if let kind = run["columnKind"] as? String {
      expect(["utf16CodeUnits", "unicodeCodePoints"].contains(kind), "a known columnKind")
    }
    let tool = run["tool"] as? [String: Any] ?? [:]
    members(tool, "tool", required: ["driver"])
    let driver = tool["driver"] as? [String: Any] ?? [:]
    members(driver, "driver", required: ["name"], other: ["version", "semanticVersion", "rules"])
    if let version = driver["semanticVersion"] as? String {
      expect(version.wholeMatch(of: /\d+\.\d+\.\d+([-+].+)?/) != nil, "a version of three numbers")
    }
    for rule in driver["rules"] as? [[String: Any]] ?? [] { check(rule: rule) }
    expect(Set(ruleIDs).count == ruleIDs.count, "ids of rules are unique")
    results = run["results"] as? [[String: Any]] ?? []
    for result in results { check(result: result) }
  }

  private mutating func check(rule: [String: Any]) {
    members(
      rule, "rule", required: ["id"],
      other: ["name", "shortDescription", "defaultConfiguration"])
    ruleIDs.append(rule["id"] as? String ?? "")
    if let text = rule["shortDescription"] as? [String: Any] { check(message: text) }
    if let configuration = rule["defaultConfiguration"] as? [String: Any] {
      members(configuration, "configuration", required: ["level"])
      expect(Self.levels.contains(configuration["level"] as? String ?? ""), "a known level")
    }
  }

  private mutating func check(result: [String: Any]) {
    members(
      result, "result", required: ["message", "ruleId", "ruleIndex", "level", "locations"])
    check(message: result["message"] as? [String: Any] ?? [:])
    expect(Self.levels.contains(result["level"] as? String ?? ""), "a known level")
    let index = result["ruleIndex"] as? Int ?? -1
    let isThere = ruleIDs.indices.contains(index)
    expect(isThere && ruleIDs[index] == result["ruleId"] as? String, "the rule of the index")
    let locations = result["locations"] as? [[String: Any]] ?? []
    expect(!locations.isEmpty, "a location")
    for location in locations {
      members(location, "location", required: ["physicalLocation"])
      check(physical: location["physicalLocation"] as? [String: Any] ?? [:])
    }
  }

  private mutating func check(physical: [String: Any]) {
    members(
      physical, "physical location", required: ["artifactLocation"], other: ["region"])
    let artifact = physical["artifactLocation"] as? [String: Any] ?? [:]
    members(artifact, "artifact", required: ["uri"])
    let uri = artifact["uri"] as? String ?? ""
    let characters = /(%[0-9A-F]{2}|[A-Za-z0-9\-._~\/!$&'()*+,;=@])+/
    expect(uri.wholeMatch(of: characters) != nil, "a relative reference, escaped: \(uri)")
    expect(!uri.hasPrefix("/") && !uri.split(separator: "/").contains(".."), "inside: \(uri)")
    guard let region = physical["region"] as? [String: Any] else { return }
    members(
      region, "region", required: ["startLine"], other: ["startColumn", "endLine", "endColumn"])
    for (name, value) in region { expect((value as? Int ?? 0) >= 1, "\(name) counts from one") }
    let line = region["startLine"] as? Int ?? 1
    let endLine = region["endLine"] as? Int ?? line
    expect(endLine >= line, "the end behind the start")
    if endLine == line, let column = region["startColumn"] as? Int {
      expect(region["endColumn"] as? Int ?? column >= column, "the end behind the start")
    }
  }

  private mutating func check(message: [String: Any]) {
    members(message, "message", required: ["text"])
    expect((message["text"] as? String)?.isEmpty == false, "a text in a message")
  }

  private mutating func members(
    _ object: [String: Any], _ name: String, required: Set<String>, other: Set<String> = []
  ) {
    let missing = required.subtracting(object.keys)
    let unknown = Set(object.keys).subtracting(required.union(other))
    if !missing.isEmpty { problems.append("\(name): without \(missing.sorted())") }
    if !unknown.isEmpty { problems.append("\(name): \(unknown.sorted()) unknown") }
  }

  private mutating func expect(_ holds: Bool, _ rule: String) {
    if !holds { problems.append("not so: " + rule) }
  }
}
