/// What a content file describes.
package enum ContentKind: String, Sendable, CaseIterable {
  case detection
  case baseline
  case macro
  case lookup
  case story
  case dataSource = "data_source"
  case deployment

  /// The kind by the folder that a file is in, in the layout of `splunk/security_content`.
  init?(folder: String) {
    switch folder {
    case "detections": self = .detection
    case "baselines": self = .baseline
    case "macros": self = .macro
    case "lookups": self = .lookup
    case "stories": self = .story
    case "data_sources": self = .dataSource
    case "deployments", "schedules": self = .deployment
    default: return nil
    }
  }

  /// The kind by the keys of a file that is in no such folder.
  init?(keysOf reader: MappingReader) {
    let isBaseline = reader.node("type")?.scalar?.text == DetectionType.baseline.rawValue
    if reader.has("search") {
      self = isBaseline ? .baseline : .detection
    } else if reader.has("definition") {
      self = .macro
    } else if ["filename", "collection", "lookup_type", "match_type"].contains(where: reader.has) {
      self = .lookup
    } else if reader.has("scheduling") || reader.has("cron_schedule") {
      self = .deployment
    } else if reader.has("sourcetype") {
      self = .dataSource
    } else if reader.has("narrative") {
      self = .story
    } else if reader.has("rba") || reader.has("finding") || reader.has("intermediate_findings")
      || DetectionType.allCases.contains(where: { $0.rawValue == reader.node("type")?.scalar?.text }
      )
    {
      self = .detection
    } else {
      return nil
    }
  }

  static let lookedFor =
    "looked for `search` (a detection), `definition` (a macro), `filename`, `collection` or "
    + "`lookup_type` (a lookup), `scheduling` or `cron_schedule` (a deployment), `sourcetype` "
    + "(a data source) and `narrative` (a story)"
}

/// A content file that was found, whether or not it could be read.
package struct ContentFile: Sendable, Equatable {
  package let path: String
  /// Nil when the file says too little to tell.
  package let kind: ContentKind?
  /// What it describes, as far as that is known.
  package let name: String?
}
