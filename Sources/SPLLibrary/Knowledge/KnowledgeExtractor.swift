import Diagnostics
import EventModel
import QueryPlan
import Synchronization

/// Gives events the fields that the rules of their source types say.
///
/// Rules are read when events come that they match. Events of no such source type cost one look
/// at the batch's source type.
struct KnowledgeExtractor: FieldExtractor {
  private let candidates: [RuleCandidate]
  private let wanted: FieldNeeds
  private let binder: ExpressionBinder
  private let knowledge: any KnowledgeProvider
  private let choices: RuleChoices

  init(
    _ candidates: [RuleCandidate], wanted: FieldNeeds = .everything, binder: ExpressionBinder,
    knowledge: any KnowledgeProvider
  ) {
    self.candidates = candidates
    self.wanted = wanted
    self.binder = binder
    self.knowledge = knowledge
    choices = RuleChoices()
  }

  var summary: String { "rules of source types" }

  /// Only the events tell.
  var writes: [String]? { nil }

  func changes(_ fields: FieldNeeds) -> Expression {
    let changing = candidates.filter { $0.mayWrite(fields) }.map { $0.condition }
    if changing.isEmpty { return .literal(.boolean(false)) }
    if changing.contains(where: { $0.truth == true }) { return .literal(.boolean(true)) }
    let terms = changing.flatMap { condition in
      if case .or(let terms) = condition { return terms }
      return [condition]
    }
    return terms.count == 1 ? terms[0] : .or(terms)
  }

  func narrowed(to wanted: FieldNeeds) -> (any FieldExtractor)? {
    let useful = candidates.filter { $0.mayWrite(wanted) }
    guard !useful.isEmpty else { return nil }
    // A rule may build on what an earlier one writes, so they are all kept.
    return KnowledgeExtractor(candidates, wanted: wanted, binder: binder, knowledge: knowledge)
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    if wanted.all { return wanted }
    var needs = wanted.union(FieldNeeds(RuleCandidate.conditionFields))
    for candidate in candidates.reversed() where candidate.mayWrite(needs) {
      needs.formUnion(inputs(of: candidate, for: needs))
    }
    return needs
  }

  /// What a rule reads; told without parsing its file where that can be.
  private func inputs(of candidate: RuleCandidate, for wanted: FieldNeeds) -> FieldNeeds {
    if let inputs = candidate.openInputs(for: wanted) { return FieldNeeds(inputs) }
    do {
      let rules = try candidate.source.rules()
      return try CompiledRules(rules, wanted: wanted, binder: binder, knowledge: knowledge).inputs
    } catch {
      // It is told again, to the search, when an event needs the rules.
      return .everything
    }
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let (sourcetypes, sources) = (batch["sourcetype"], batch["source"])
    if sourcetypes.constant != nil, sources.constant != nil {
      guard batch.rowCount > 0 else { return [] }
      let rules = try rules(sourcetypes[0], sources[0], context)
      return rules.isEmpty ? [] : try Self.run(rules, on: batch, in: context)
    }
    var rowsByKind: [[Bytes?]: [Int32]] = [:]
    for row in 0..<batch.rowCount {
      let kind = [
        sourcetypes[row].text(in: context.arena), sources[row].text(in: context.arena),
      ]
      rowsByKind[kind, default: []].append(Int32(row))
    }
    var written = WrittenColumns(batch, in: context)
    for rows in rowsByKind.values.sorted(by: { $0[0] < $1[0] }) {
      let first = Int(rows[0])
      let rules = try rules(sourcetypes[first], sources[first], context)
      guard !rules.isEmpty else { continue }
      let part = EvaluationContext(
        rowCount: rows.count, arena: context.arena, environment: context.environment,
        ordinal: context.ordinal)
      for (field, column) in try Self.run(rules, on: batch.gathered(rows), in: part) {
        written.keep(column.arenas)
        for (index, row) in rows.enumerated() {
          written.set(field, row: Int(row), to: column[index])
        }
      }
    }
    return written.columns
  }

  private static func run(
    _ rules: [CompiledRules], on batch: Batch, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    var rows = batch
    var written: [String] = []
    for rule in rules { try rule.apply(to: &rows, written: &written, in: context) }
    return written.map { ($0, rows[$0]) }
  }

  /// The rules for events of a source type and source.
  private func rules(
    _ sourcetype: Cell, _ source: Cell, _ context: EvaluationContext
  ) throws(Diagnostic) -> [CompiledRules] {
    let (sourcetype, source) = (sourcetype.string ?? "", source.string ?? "")
    return try choices.rules(for: sourcetype + "\u{0}" + source) { () throws(Diagnostic) in
      let known = ["sourcetype": sourcetype, "source": source]
      var needs = wanted
      var compiled: [CompiledRules] = []
      for candidate in candidates.reversed()
      where candidate.condition.folded(knowing: known).truth == true && candidate.mayWrite(needs) {
        let rules = try CompiledRules(
          candidate.source.rules(), wanted: needs, binder: binder, knowledge: knowledge)
        needs.formUnion(rules.inputs)
        compiled.insert(rules, at: 0)
      }
      return compiled
    }
  }
}

/// The rules that were chosen so far, by source type and source.
private final class RuleChoices: Sendable {
  private let chosen = Mutex<[String: [CompiledRules]]>([:])

  func rules(
    for kind: String, _ make: () throws(Diagnostic) -> [CompiledRules]
  ) throws(Diagnostic) -> [CompiledRules] {
    if let known = chosen.withLock({ $0[kind] }) { return known }
    let made = try make()
    chosen.withLock { $0[kind] = made }
    return made
  }
}
