import Diagnostics

/// Reads the tests of a detection, with what this project adds to them: events in the file, rows
/// with values, near misses.
///
/// Source: `Content/README.md`, Tests.
struct TestReader {
  let reader: MappingReader
  let isManual: Bool

  func read() -> [DetectionTest] {
    reader.mappings("tests").flatMap { test -> [DetectionTest] in
      guard let name = test.text("name", .required) else { return [] }
      return [read(test, name: name)] + nearMisses(of: test, named: name)
    }
  }

  private enum TestType: String, CaseIterable {
    case unit, experimental, manual

    var isManual: Bool { self != .unit }
  }

  private func read(_ test: MappingReader, name: String) -> DetectionTest {
    let kind: TestType? = test.choice("test_type")
    let rows = expectedRows(test)
    return DetectionTest(
      name: name, kind: isManual || kind?.isManual == true ? .manual : .unit,
      attackData: test.mappings("attack_data", test.has("events") ? .optional : .required)
        .compactMap(readAttackData),
      inlineEvents: events(of: test, defaults: nil),
      expectedResults: test.integer("expected_results"), expectedRows: rows.count,
      expectedValues: rows.values, failingTerm: test.text("fails"), span: test.span)
  }

  private func readAttackData(_ data: MappingReader) -> DetectionTest.AttackData? {
    let place = data.text("data", .required)
    let source = data.text("source", .required)
    let sourcetype = data.text("sourcetype", .required)
    guard let place, let source, let sourcetype else { return nil }
    return DetectionTest.AttackData(
      data: place, source: source, sourcetype: sourcetype, host: data.text("host"),
      customIndex: data.text("custom_index") ?? data.text("index"))
  }

  // MARK: Our extension

  /// Near misses are tests of their own, so that each has its own outcome.
  private func nearMisses(of test: MappingReader, named name: String) -> [DetectionTest] {
    guard test.has("near_misses") else { return [] }
    return test.mappings("near_misses").compactMap { miss in
      guard let own = miss.text("name", .required),
        let events = events(of: miss, defaults: test, .required)
      else { return nil }
      return DetectionTest(
        name: "\(name): \(own)", kind: isManual ? .manual : .unit, inlineEvents: events,
        expectedResults: 0, failingTerm: miss.text("fails"), span: miss.span)
    }
  }

  /// `events`: a text with an event a line, or a list of events, each a text or a mapping.
  private func events(
    of test: MappingReader, defaults: MappingReader?,
    _ presence: MappingReader.Presence = .optional
  ) -> DetectionTest.InlineEvents? {
    guard let node = test.node("events") else {
      test.missing("events", presence)
      return nil
    }
    let meta = { (key: String) in test.text(key) ?? defaults?.text(key) }
    return DetectionTest.InlineEvents(
      text: EventText(test, node).text, source: meta("source"), sourcetype: meta("sourcetype"),
      host: meta("host"), index: meta("index"))
  }

  /// `expected_rows`: a number, or the rows.
  private func expectedRows(
    _ test: MappingReader
  ) -> (count: Int?, values: [DetectionTest.ExpectedRow]?) {
    guard let node = test.node("expected_rows") else { return (nil, nil) }
    guard case .sequence = node.value else { return (test.integer("expected_rows"), nil) }
    let rows = test.mappings("expected_rows").map { row in
      DetectionTest.ExpectedRow(row.entries.map { .init($0.key, values($0.node, $0.key, row)) })
    }
    return (rows.count, rows)
  }

  private func values(_ node: YAMLNode, _ key: String, _ row: MappingReader) -> [String] {
    switch node.value {
    case .scalar(let scalar): return scalar.isNull ? [] : [scalar.text]
    case .sequence: return row.texts(key)
    case .mapping:
      row.wrongType(row.name(key), "a text or a list of texts", node)
      return []
    }
  }
}
