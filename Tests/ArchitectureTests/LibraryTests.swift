import Diagnostics
import EventModel
import QueryPlan
import SPLLibrary
import SPLSyntax
import SearchEngine
import Testing

/// File = type = registry entry, documented, with examples and a golden file. That the examples of
/// functions hold is a test of the library.
@Suite struct LibraryTests {
  private func stems(_ folder: String, ending: String) -> [String] {
    SourceTree.files(in: "SPLLibrary/" + folder).map { $0.name }.filter { $0.hasSuffix(ending) }
  }

  /// A to Z, with or without the word that every type ends with.
  private func isSorted(_ types: [String], role: String) -> Bool {
    let whole = types.map { $0.lowercased() }
    let stems = whole.map { String($0.dropLast(role.count)) }
    return whole == whole.sorted() || stems == stems.sorted()
  }

  @Test func everyCommandIsAFileOfItsName() {
    let types = CommandRegistry.all.map { String(describing: $0) }
    #expect(Set(types).count == types.count)
    #expect(Set(types) == Set(stems("Commands", ending: "Command")))
    #expect(isSorted(types, role: "Command"))
    for command in CommandRegistry.all {
      let name = command.documentation.names[0]
      #expect(String(describing: command).lowercased() == name + "command")
    }
  }

  @Test func everyFunctionIsAFileOfItsName() {
    let types = FunctionRegistry.all.map { String(describing: $0) }
    #expect(Set(types).count == types.count)
    #expect(Set(types) == Set(stems("Functions", ending: "Function")))
    #expect(isSorted(types, role: "Function"))
    for function in FunctionRegistry.all {
      let name = function.documentation.names[0].replacing("_", with: "")
      #expect(String(describing: function).lowercased() == name + "function")
    }
  }

  @Test func everyAggregateIsAFileOfItsName() {
    let types = AggregateRegistry.all.map { String(describing: $0) }
    #expect(Set(types).count == types.count)
    #expect(Set(types) == Set(stems("Aggregates", ending: "Aggregate")))
  }

  /// A name that two entries claim would silently belong to the last.
  @Test func namesAreUniqueAndInLowerCase() {
    let lists = [
      CommandRegistry.all.flatMap { $0.documentation.names },
      FunctionRegistry.all.flatMap { $0.documentation.names },
      AggregateRegistry.all.flatMap { $0.documentation.names },
    ]
    for names in lists {
      #expect(Set(names).count == names.count)
      #expect(names.filter { $0 != $0.lowercased() || $0.isEmpty } == [])
    }
    #expect(FunctionRegistry.unsupported.keys.filter { lists[1].contains($0) }.sorted() == [])
  }

  @Test func everyCommandIsDocumented() throws {
    for command in CommandRegistry.all {
      let documentation = command.documentation
      let name = documentation.names[0]
      #expect(documentation.syntax.hasPrefix(name), "\(name): \(documentation.syntax)")
      #expect(documentation.summary.hasSuffix("."), "\(name): \(documentation.summary)")
      #expect(!documentation.examples.isEmpty, "\(name)")
      #expect(
        documentation.examples.contains { $0.contains(name) }, "\(name) is in none of its examples")
      #expect(
        SourceTree.exists("Tests/GoldenTests/Golden/commands/\(name).spltest"),
        "\(name) has no golden file")
    }
  }

  @Test func everyFunctionIsDocumented() {
    for function in FunctionRegistry.all {
      let documentation = function.documentation
      let name = documentation.names[0]
      #expect(documentation.syntax.hasPrefix(name), "\(name): \(documentation.syntax)")
      #expect(documentation.summary.hasSuffix("."), "\(name): \(documentation.summary)")
      #expect(documentation.examples.contains { $0.expression.contains(name) }, "\(name)")
    }
  }

  @Test func everyAggregateIsDocumented() {
    for aggregate in AggregateRegistry.all {
      let documentation = aggregate.documentation
      let name = documentation.names[0]
      #expect(documentation.syntax.hasPrefix(name), "\(name): \(documentation.syntax)")
      #expect(documentation.summary.hasSuffix("."), "\(name): \(documentation.summary)")
    }
  }

  @Test(arguments: CommandRegistry.names)
  func examplesOfCommandsCompile(_ name: String) throws {
    let command = try #require(CommandRegistry.all.first { $0.documentation.names.contains(name) })
    let compiler = SearchCompiler(
      knowledge: ExampleKnowledge(), environment: SearchEnvironment(now: 0, zone: .utc))
    for example in command.documentation.examples {
      let source = SourceText(name: "<example>", text: example)
      do {
        _ = try compiler.compile(source.wholeSpan)
      } catch let diagnostic as Diagnostic {
        Issue.record("\(name): \(diagnostic.rendered())")
      }
    }
  }
}

/// Any lookup that an example names, with the fields that examples use.
private struct ExampleKnowledge: KnowledgeProvider {
  var lookupNames: [String] { [] }
  var geoDatabase: (any GeoDatabase)? { Nowhere() }

  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    LookupTable(
      definition: LookupDefinition(name: name),
      fields: [
        "user", "department", "ip", "host", "owner", "status", "description", "port", "service",
      ], rows: [])
  }

  /// The models that examples are written for.
  func dataModel(named name: String) throws(Diagnostic) -> DataModel? {
    let names = ["Processes", "All_Risk", "Authentication", "All_Traffic", "Filesystem", "Web"]
    return DataModel(name: name, datasets: names.map { DataModel.Dataset(name: $0) })
  }

  private struct Nowhere: GeoDatabase {
    func location(of address: String) -> GeoLocation? { nil }
  }
}
