/// Puts into words what a rule does to a detection.
struct DoctorReason {
  let hits: [PolicyDoctor.Hit]
  let line: Int?
  let effect: RecordingEffect

  var text: String {
    let requests = requests
    switch effect {
    case .none: return "\(requests): \(rule) records \(level), which is enough"
    case .notRecorded:
      return line == nil && hits.first?.decision.ruleIndex == nil
        ? "\(requests): no rule matches, so nothing is recorded"
        : "\(requests): \(rule) records nothing"
    case .stagesOmitted: return "\(requests): \(rule) omits the stages that the search looks at"
    case .lost(let lack):
      return "\(requests): \(rule) records \(level), so \(lack.effect)\(needed([lack]))"
    case .late:
      return "\(requests): \(rule) omits ResponseStarted, so rows come only when the request ends"
    case .changed(let fewer, let more, let poorer):
      var parts: [String] = []
      if !fewer.isEmpty { parts.append("rows may be missing: " + list(fewer) + needed(fewer)) }
      if !more.isEmpty {
        parts.append("rows that should be left out come: " + list(more) + needed(more))
      }
      if !poorer.isEmpty { parts.append(list(poorer) + needed(poorer)) }
      return "\(requests): \(rule) records \(level); " + parts.joined(separator: ", ")
    }
  }

  private var level: String { hits.first?.decision.level.rawValue ?? "nothing" }

  private var rule: String {
    if let line { return "line \(line)" }
    return hits.first?.decision.ruleIndex.map { "rule \($0 + 1)" } ?? "the policy"
  }

  /// A few of the requests by name.
  private var requests: String {
    var targets: [String] = []
    var verbs: [String: [String]] = [:]
    for hit in hits {
      let target = hit.kind.targetPhrase
      if verbs[target] == nil { targets.append(target) }
      if !verbs[target, default: []].contains(hit.kind.verb) {
        verbs[target, default: []].append(hit.kind.verb)
      }
    }
    let phrases = targets.prefix(3).map { target -> String in
      let list = verbs[target] ?? []
      return list.count > 5
        ? "any request for \(target)" : list.joined(separator: "/") + " " + target
    }
    let more = targets.count > 3 ? " and \(targets.count - 3) other resources" : ""
    let boxes = Set(hits.map { $0.box.phrase(narrowing: $0.whole) })
    let whose = boxes.count == 1 ? boxes.first.map { $0.isEmpty ? "" : " " + $0 } ?? "" : ""
    return phrases.joined(separator: ", ") + more + whose
  }

  private func list(_ lacks: [PlanReading.Lack]) -> String {
    let shown = lacks.prefix(3).map { $0.effect }.joined(separator: ", ")
    return lacks.count > 3 ? shown + " and \(lacks.count - 3) more" : shown
  }

  /// The level that would record the missing fields.
  private func needed(_ lacks: [PlanReading.Lack]) -> String {
    var fields: [String] = []
    for field in lacks.flatMap({ $0.fields }) where !fields.contains(field) { fields.append(field) }
    guard let level = fields.compactMap({ Recording.level(of: $0) }).max() else { return "" }
    let shown = fields.prefix(2).joined(separator: ", ")
    let more = fields.count > 2 ? " and \(fields.count - 2) more" : ""
    return " (\(shown)\(more): level \(level.rawValue))"
  }
}
