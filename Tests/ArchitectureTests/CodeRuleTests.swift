import Testing

/// Rules about code that the compiler does not check.
@Suite struct CodeRuleTests {
  @Test func filesAreShort() {
    let long = SourceTree.files.filter { $0.lineCount > 400 }.map { "\($0.path): \($0.lineCount)" }
    #expect(long == [])
    let topics = ["Commands", "Functions", "Aggregates"]
    let surface = topics.flatMap { SourceTree.files(in: "SPLLibrary/" + $0) }
    #expect(surface.filter { $0.lineCount > 200 }.map { "\($0.path): \($0.lineCount)" } == [])
  }

  /// `Sources/<Module>/<Topic>/<Type>.swift`; a small module may leave the topic out.
  @Test func foldersAreOneTopicDeep() {
    let deep = SourceTree.files.filter { $0.components.count > 4 || $0.components.count < 3 }
    #expect(deep.map { $0.path } == [])
  }

  /// `Type.swift` declares the type, `Type+Topic.swift` extends it; a file with only extensions of
  /// other modules' types may be named after what they add.
  @Test func filesAreNamedAfterTheirType() throws {
    let declarations =
      /^(?:\w+(?:\(\w+\))?\s+)*(struct|enum|class|protocol|actor|extension)\s+([\w.]+)/
    var wrong: [String] = []
    for file in SourceTree.files {
      let stem = String(file.name.prefix { $0 != "+" })
      let found = file.codeLines.filter { $0.first?.isLetter ?? false }
        .compactMap { $0.firstMatch(of: declarations) }
      let names = found.flatMap { $0.2.split(separator: ".").map(String.init) }
      if names.contains(stem) || found.allSatisfy({ $0.1 == "extension" }) { continue }
      wrong.append(file.path)
    }
    #expect(wrong == [])
  }

  @Test func nothingTraps() {
    let traps: [Regex<Substring>] = [/\bfatalError\(/, /[A-Za-z0-9_\)\]\}>]!(?!=)/]
    let wrong = SourceTree.files.flatMap { file in
      file.places(of: traps) { line in
        line.utf8.contains(UInt8(ascii: "!")) || line.contains("fatalError")
      }
    }
    #expect(wrong == [])
  }

  /// Foundation's parts of a path stop the program for paths of one character: `PathText` has them.
  @Test func pathsAreTakenApartByPathText() {
    let wrong = SourceTree.files.flatMap { file in
      file.places(of: [/as NSString\)\.(?:deletingLastP|lastP)athComponent/]) { line in
        line.contains("NSString")
      }
    }
    #expect(wrong == [])
  }

  @Test func noWordsOfUnfinishedWork() throws {
    var wrong: [String] = []
    for file in SourceTree.files {
      for (index, line) in file.lines.enumerated()
      where ["TODO", "FIXME"].contains(where: { line.contains($0) }) {
        wrong.append("\(file.path):\(index + 1)")
      }
    }
    #expect(wrong == [])
  }

  /// A new plan node must make the compiler list every place that decides about it.
  @Test func switchesOverThePlanNameEveryCase() throws {
    let plan = try #require(
      SourceTree.files.first { $0.path.hasSuffix("QueryPlan/Plan/Plan.swift") })
    let closed = ["PlanStep", "PlanSource"].map { cases(of: $0, in: plan) }
    #expect(closed[0].count > 8)
    #expect(closed[1].count >= 2)
    var wrong: [String] = []
    for file in SourceTree.files {
      for statement in SwitchStatement.all(in: file.code) {
        let isOpen = statement.hasDefault || statement.labels.contains { $0.contains(/^\s*_\s*$/) }
        guard isOpen, statement.caseNames.count > 0 else { continue }
        let named = closed.contains { $0.isSuperset(of: statement.caseNames) }
        if named { wrong.append("\(file.path):\(statement.line)") }
      }
    }
    #expect(wrong == [])
  }

  private func cases(of name: String, in file: SourceFile) -> Set<String> {
    guard let start = file.code.firstRange(of: "enum \(name)") else { return [] }
    var names: Set<String> = []
    for line in file.code[start.upperBound...].split(separator: "\n").dropFirst() {
      if line.hasPrefix("}") { break }
      guard let list = line.firstMatch(of: /^\s*case (.*)/)?.1 else { continue }
      for match in list.matches(of: /(?:^|, )(\w+)/) { names.insert(String(match.1)) }
    }
    return names
  }

  /// Whoever promises safety to the compiler says what keeps it.
  @Test func uncheckedSendingNamesItsGuard() {
    var wrong: [String] = []
    for file in SourceTree.files {
      for (index, line) in file.codeLines.enumerated()
      where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
        var above = index - 1
        var comment = ""
        while above >= 0, file.lines[above].contains(/^\s*(?:\/\/|@)/) {
          comment = file.lines[above] + "\n" + comment
          above -= 1
        }
        if !comment.contains(/\b[Gg]uard/) { wrong.append("\(file.path):\(index + 1)") }
      }
    }
    #expect(wrong == [])
  }
}
