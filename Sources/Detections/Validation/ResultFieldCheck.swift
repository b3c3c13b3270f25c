import Content
import Diagnostics

/// Whether the rows of a detection have the fields that the rest of its file speaks of.
struct ResultFieldCheck {
  private let detection: Detection
  private let fields: ResultFields

  init(_ detection: Detection, fields: ResultFields) {
    self.detection = detection
    self.fields = fields
  }

  private struct Use {
    let field: String
    let text: String
    let part: DetectionPlaces.Part
    let code: DiagnosticCode
    let consequence: String
    let severity: Diagnostic.Severity
  }

  func diagnostics() -> [Diagnostic] {
    guard !fields.isOpen else { return [] }
    let missing = uses.filter { use in
      // What the text of the search does not even mention is told by the rules of the format.
      !fields.mayHave(use.field) && isMentioned(use)
    }
    guard !missing.isEmpty else { return [] }
    let places = DetectionPlaces(detection)
    var told: Set<String> = []
    return missing.compactMap { use in
      guard told.insert(use.code.rawValue + use.field).inserted else { return nil }
      let near = NearMiss.find(use.field, among: fields.known)
      let known = fields.known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        use.code, "the rows of the search have no field `\(use.field)`",
        at: places.span(of: use.text, in: use.part), label: use.consequence,
        help: near.map { "did you mean `\($0)`?" }
          ?? "the rows have \(known)\(fields.known.count > 12 ? ", …" : "")",
        severity: use.severity)
    }
  }

  private func isMentioned(_ use: Use) -> Bool {
    if use.part == .drilldown { return true }
    return detection.search.text.lowercased().contains(use.field.lowercased())
  }

  private var uses: [Use] {
    let isProduction = detection.status == .production
    let hard: Diagnostic.Severity = isProduction ? .error : .warning
    var uses = detection.scoredObjects.map { object in
      Use(
        field: object.field, text: object.field, part: .riskField, code: .riskFieldNotInResult,
        consequence: "nothing would be scored", severity: hard)
    }
    uses += detection.threatObjects.map { object in
      Use(
        field: object.field, text: object.field, part: .threatField,
        code: .threatFieldNotInResult, consequence: "no threat object would be recorded",
        severity: .warning)
    }
    let messages = detection.scoredObjects.map(\.message) + [detection.finding?.title ?? ""]
    for field in messages.flatMap({ MessageTemplate($0).fields }) {
      uses.append(
        Use(
          field: field, text: "$\(field)$", part: .message, code: .tokenNotInResult,
          consequence: "the message would have a gap", severity: .warning))
    }
    for field in detection.drilldownSearches.flatMap({ Self.tokens($0) }) {
      uses.append(
        Use(
          field: field, text: "$\(field)$", part: .drilldown, code: .drilldownFieldNotInResult,
          consequence: "the drill-down would search for nothing", severity: .warning))
    }
    for field in detection.throttling?.fields ?? [] {
      uses.append(
        Use(
          field: field, text: field, part: .throttlingField, code: .throttlingFieldNotInResult,
          consequence: "all findings would count as alike", severity: hard))
    }
    return uses
  }

  /// Tokens that a finding gives, rather than a result row.
  private static func tokens(_ drilldown: DrilldownSearch) -> [String] {
    MessageTemplate(drilldown.search).fields.filter { field in
      !["info_", "orig_", "risk_", "normalized_risk_"].contains { field.hasPrefix($0) }
    }
  }
}
