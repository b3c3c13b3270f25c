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
    let binder = ExpressionBinder(environment: environment, knowledge: knowledge)
    check { () throws(Diagnostic) in
      for source in try knowledge.sourcetypeRules {
        check { () throws(Diagnostic) in
          _ = try CompiledRules(
            source.rules(), wanted: .everything, binder: binder, knowledge: knowledge)
        }
      }
    }
    check { () throws(Diagnostic) in
      for definition in try knowledge.eventtypes {
        check { () throws(Diagnostic) in
          var search = SearchBinder(environment: environment, knowledge: knowledge)
          _ = try search.condition(of: definition, at: definition.search)
        }
      }
    }
    for name in knowledge.dataModelNames {
      check { () throws(Diagnostic) in
        guard let model = try knowledge.dataModel(named: name) else { return }
        for dataset in model.datasets {
          let view = DatasetView(dataset, of: model)
          _ = try view.condition(SearchBinder(environment: environment, knowledge: knowledge))
          _ = try view.calculations(binder)
        }
      }
    }
    return found
  }
}
