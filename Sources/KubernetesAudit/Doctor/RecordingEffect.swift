/// What a search makes of requests that are recorded in some way.
package enum RecordingEffect: Sendable, Hashable {
  /// The same as if everything was recorded.
  case none
  /// There is no event.
  case notRecorded
  /// There is none of the stages that the search looks at.
  case stagesOmitted
  /// No row comes out.
  case lost(PlanReading.Lack)
  /// Rows may be missing, come out in excess, or tell less.
  case changed(fewer: [PlanReading.Lack], more: [PlanReading.Lack], poorer: [PlanReading.Lack])
  /// Rows come out when the request ends, and not when it starts.
  case late

  package var sight: PolicyVerdict.Sight {
    switch self {
    case .none: .everything
    case .changed, .late: .degraded
    case .notRecorded, .stagesOmitted, .lost: .blind
    }
  }
}

/// Finds the effects for one search, each once.
struct RecordingEffects {
  private let search: AuditSearch
  /// Whether no event of the search has a body.
  var isUniform = true
  /// Whether the search is after nothing but requests that stay open.
  var isAllLongRunning = false
  private var known: [Key: RecordingEffect] = [:]

  private struct Key: Hashable {
    let condition: Int
    let target: RequestKind.Target
    let bodies: [Bool]
    let level: AuditLevel
    let stage: AuditStage
  }

  init(_ search: AuditSearch) { self.search = search }

  /// Whether the search finds anything in such requests when everything is recorded.
  mutating func isRelevant(_ kind: RequestKind, _ condition: Int) -> Bool {
    guard let stage = stages(of: kind, condition).first else { return false }
    switch effect(kind, condition, level: .requestResponse, stage: stage) {
    case .lost: return false
    case .none, .changed, .notRecorded, .stagesOmitted, .late: return true
    }
  }

  mutating func effect(
    of decision: AuditPolicy.Decision, on kind: RequestKind, _ condition: Int
  ) -> RecordingEffect {
    guard decision.level > .none else { return .notRecorded }
    let wanted = stages(of: kind, condition)
    guard let stage = wanted.first(where: { !decision.omitStages.contains($0) }) else {
      return .stagesOmitted
    }
    let found = effect(kind, condition, level: decision.level, stage: stage)
    guard found == .none, isLate(kind, condition, decision) else { return found }
    return .late
  }

  /// Whether rows come of the first stage of such requests.
  mutating func takesRequestReceived(_ kind: RequestKind, _ condition: Int) -> Bool {
    guard stages(of: kind, condition).contains(.requestReceived) else { return false }
    return effect(kind, condition, level: .requestResponse, stage: .requestReceived).sight != .blind
  }

  private func isLate(
    _ kind: RequestKind, _ condition: Int, _ decision: AuditPolicy.Decision
  ) -> Bool {
    let condition = search.conditions[condition]
    return kind.isLongRunning && decision.omitStages.contains(.responseStarted)
      && condition.allows(.responseStarted) && (isAllLongRunning || condition.names("stage"))
  }

  /// The stages at which an event can satisfy the search, the one that tells most first.
  private func stages(of kind: RequestKind, _ condition: Int) -> [AuditStage] {
    let all: [AuditStage] =
      kind.isLongRunning
      ? [.responseComplete, .responseStarted, .requestReceived]
      : [.responseComplete, .requestReceived]
    let condition = search.conditions[condition]
    // Nothing is answered yet when a request is received.
    let isAnswered = !condition["responseStatus.code"].contains("")
    return all.filter { condition.allows($0) && !(isAnswered && $0 == .requestReceived) }
  }

  private mutating func effect(
    _ kind: RequestKind, _ condition: Int, level: AuditLevel, stage: AuditStage
  ) -> RecordingEffect {
    let key = Key(
      condition: condition, target: kind.target,
      bodies: [kind.hasNoRequestBody, kind.hasNoResponseBody, isUniform],
      level: level, stage: stage)
    if let effect = known[key] { return effect }
    let recording = Recording(
      kind: kind, level: level, stage: stage,
      knowsSubresource: search.conditions[condition].names("objectRef.subresource"))
    let reading = search.reading(
      search.conditions[condition], recording, isUniform: isUniform)
    let effect: RecordingEffect
    if let lack = reading.lost {
      effect = .lost(lack)
    } else if reading.isWhole {
      effect = .none
    } else {
      effect = .changed(fewer: reading.fewer, more: reading.more, poorer: reading.poorer)
    }
    known[key] = effect
    return effect
  }
}
