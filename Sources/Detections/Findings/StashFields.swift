import EventModel

/// The fields that risk events and notables share, as JSON.
///
/// Shape: flat; a field with several values is a key that comes several times, so that its name is
/// the one that searches and data models ask for.
/// Source: SPLUNK_SURFACES §6.1 and §6.4.
struct StashFields {
  private var object = JSONObjectWriter()
  private var names: Set<String> = []

  /// Fields that an event has of its own; a result's field of that name gets `orig_` before it.
  private static let reserved: Set<String> = [
    "_time", "_raw", "_indextime", "host", "source", "sourcetype", "index", "time",
    "splunk_server", "linecount", "punct", "eventtype", "tag",
  ]

  mutating func set(_ name: String, _ value: String?) {
    guard let value else { return }
    names.insert(name)
    object.text(name, value)
  }

  mutating func set(_ name: String, _ value: Double?) {
    guard let value else { return }
    names.insert(name)
    object.number(name, value)
  }

  mutating func set(_ name: String, _ values: [String]) {
    for value in values { set(name, value) }
  }

  /// What was found, when, and by which run.
  mutating func setOrigin(_ draft: FindingDraft, times: FindingMaker.SearchTimes) {
    let finding = draft.finding
    set("search_name", finding.detection)
    set("orig_sid", "scheduler__\(finding.id)_at_\(Int(times.now))")
    set("orig_rid", String(draft.place))
    set("orig_time", finding.row["_time"].first)
    set("info_min_time", times.earliest)
    set("info_max_time", times.latest)
    set("info_search_time", times.now)
    set("finding_key", draft.key)
  }

  mutating func setAnnotations(_ annotations: Annotations) {
    let techniques = annotations.techniques
    set(
      "annotations", String(decoding: FindingJSON.annotations(annotations), as: UTF8.self))
    set("annotations._all", annotations.analyticStories + techniques.map { $0.id })
    set(
      "annotations._frameworks",
      (annotations.analyticStories.isEmpty ? [] : ["analytic_story"])
        + (techniques.isEmpty ? [] : ["mitre_attack"]))
    set("annotations.analytic_story", annotations.analyticStories)
    set("analyticstories", annotations.analyticStories)
    set("annotations.mitre_attack", techniques.map { $0.id })
    set("annotations.mitre_attack.mitre_technique_id", techniques.map { $0.id })
    set("annotations.mitre_attack.mitre_technique", techniques.compactMap { $0.name })
    set(
      "annotations.mitre_attack.mitre_tactic", Self.unique(techniques.flatMap { $0.tactics }))
    set(
      "annotations.mitre_attack.mitre_tactic_id",
      Self.unique(techniques.flatMap { $0.tacticIDs }))
  }

  mutating func setThreats(_ threats: [ThreatValue]) {
    set("threat_object", threats.map(\.value))
    set("threat_object_type", threats.map(\.type))
    set("threat_object_field", threats.map(\.field))
  }

  /// The result's own fields, last; a name that is taken gets `orig_` before it.
  mutating func setResult(_ row: ResultRow) {
    let taken = names
    for (name, values) in row.fields where !values.isEmpty {
      if !Self.reserved.contains(name), !taken.contains(name) {
        set(name, values)
        continue
      }
      let bare = name.hasPrefix("_") ? String(name.dropFirst()) : name
      if !taken.contains("orig_" + bare) { set("orig_" + bare, values) }
    }
  }

  consuming func text() -> String { String(decoding: object.finished(), as: UTF8.self) }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
