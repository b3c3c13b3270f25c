package import Diagnostics
import EventModel
package import QueryPlan

/// Reads everything that is declared, so that what is wrong is told before a search needs it.
package enum KnowledgeCheck {
  /// What is wrong with rules, event types and data models.
  ///
  /// Shape: of one file, at most the first error.
  package static func diagnostics(
    _ knowledge: any KnowledgeProvider, in environment: SearchEnvironment
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func check(_ body: () throws(Diagnostic) -> Void) {
      do { try body() } catch { found.append(error) }
    }
    let prepared = PreparedKnowledge(knowledge, environment: environment)
    check { () throws(Diagnostic) in
      for candidate in try prepared.rules().candidates {
        check { () throws(Diagnostic) in _ = try candidate.compiled(for: .everything) }
      }
    }
    check { () throws(Diagnostic) in
      for definition in try knowledge.eventtypes {
        check { () throws(Diagnostic) in
          var search = SearchBinder(prepared)
          _ = try search.condition(of: definition, at: definition.search)
        }
      }
    }
    for name in knowledge.dataModelNames {
      check { () throws(Diagnostic) in
        guard let model = try knowledge.dataModel(named: name) else { return }
        for dataset in model.datasets { _ = try prepared.dataset(dataset, of: model) }
      }
    }
    return found
  }
}
