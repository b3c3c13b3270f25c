import EventModel
import QueryPlan
import Testing

@testable import Execution

/// Source: Splunk Search Reference, `stats`, BY clause: a row with several values in a field
/// belongs to the group of each, one without a value to none.
struct GroupTableTests {
  private let arena = Arena()

  private func column(_ rows: [[String]]) -> Column {
    Column(rows.map { arena.cell($0.map { arena.store($0) }) }, arenas: [arena])
  }

  private func batch(_ fields: [(String, [[String]])]) -> Batch {
    var batch = Batch(rowCount: fields.first?.1.count ?? 0)
    for (name, rows) in fields { batch.set(name, column(rows)) }
    return batch
  }

  /// The groups in order, each as its values.
  private func groups(_ table: GroupTable) -> [String] {
    let order = table.sortedGroups()
    let columns = table.columns(of: order)
    return order.indices.map { row in
      columns.map { $0[row].string ?? "~" }.joined(separator: "|")
    }
  }

  @Test func everyCombinationOfValuesIsAGroup() {
    var table = GroupTable(fields: ["a", "b"])
    let assignment = table.assign(
      batch([("a", [["x", "y"], ["x"], []]), ("b", [["1", "2"], ["1"], ["1"]])]))
    #expect(groups(table) == ["x|1", "x|2", "y|1", "y|2"])
    #expect(assignment.rows == [0, 0, 0, 0, 1])
    #expect(assignment.groups[4] == assignment.groups[0])
  }

  @Test func aRepeatedValueCountsTwiceUnlessDeduplicated() {
    let rows = batch([("a", [["x", "x", "y"]])])
    var counting = GroupTable(fields: ["a"])
    #expect(counting.assign(rows).rows.count == 3)
    var deduplicating = GroupTable(fields: ["a"], deduplicatesValues: true)
    #expect(deduplicating.assign(rows).rows.count == 2)
    #expect(groups(deduplicating) == ["x", "y"])
  }

  @Test func groupsAreSortedNumbersFirst() {
    var table = GroupTable(fields: ["a", "b"])
    _ = table.assign(
      batch([
        ("a", [["b"], ["10"], ["9"], ["B"], ["10"]]), ("b", [["x"], ["b"], ["z"], ["x"], ["a"]]),
      ]))
    #expect(groups(table) == ["9|z", "10|a", "10|b", "B|x", "b|x"])
  }

  @Test func mergingGivesTheOwnNumbers() {
    var first = GroupTable(fields: ["a", "b"])
    _ = first.assign(batch([("a", [["x"], ["y"]]), ("b", [["1"], ["2"]])]))
    var second = GroupTable(fields: ["a", "b"])
    _ = second.assign(batch([("a", [["z"], ["y"]]), ("b", [["2"], ["2"]])]))
    #expect(first.merge(second) == [2, 1])
    #expect(groups(first) == ["x|1", "y|2", "z|2"])
  }

  /// Dictionaries with few values take a way of their own.
  @Test(arguments: [false, true]) func codedColumnsMakeTheSameGroups(keepsNulls: Bool) {
    let verbs: [Cell] = [.text(Bytes("get")), .null, .text(Bytes("list"))]
    let kinds: [Cell] = [.text(Bytes("pods")), .text(Bytes("nodes"))]
    let codes: [(UInt32, UInt32)] = [(0, 0), (1, 1), (2, 1), (0, 0), (0, 1), (2, 1), (1, 1)]
    var coded = Batch(rowCount: codes.count)
    coded.set("a", Column(coded: verbs, codes: codes.map { $0.0 }, arenas: []))
    coded.set("b", Column(coded: kinds, codes: codes.map { $0.1 }, arenas: []))
    var plain = Batch(rowCount: codes.count)
    plain.set("a", Column(codes.map { verbs[Int($0.0)] }, arenas: []))
    plain.set("b", Column(codes.map { kinds[Int($0.1)] }, arenas: []))
    var first = GroupTable(fields: ["a", "b"], keepsNulls: keepsNulls)
    var second = GroupTable(fields: ["a", "b"], keepsNulls: keepsNulls)
    let (own, other) = (first.assign(coded), second.assign(plain))
    #expect(own.rows == other.rows)
    #expect(own.groups == other.groups)
    #expect(own.rows.count == (keepsNulls ? 7 : 5))
    #expect(groups(first) == groups(second))
  }

  @Test func nullsAreFilledWhereTheFieldHasAValue() {
    var table = GroupTable(fields: ["a", "b"], keepsNulls: true)
    _ = table.assign(batch([("a", [["x"], [], ["0"]]), ("b", [["1"], ["1"], ["1"]])]))
    #expect(table.fillNulls(with: Bytes("0"), [true, true]) == [0, 1, 1])
    #expect(groups(table) == ["0|1", "x|1"])
  }

  @Test func aFieldWithoutAnyValueLeavesNoGroup() {
    var table = GroupTable(fields: ["a", "b"], keepsNulls: true)
    _ = table.assign(batch([("a", [["x"], ["y"]]), ("b", [[], []])]))
    #expect(table.fillNulls(with: Bytes("0"), [true, false]) == [-1, -1])
    #expect(groups(table) == [])
  }

  /// More fields than fit the packed key, so that the last ones are compared one by one.
  @Test func manyFieldsWithManyValuesAreSorted() {
    let names = (0..<24).map { "f\($0)" }
    let count = 300
    var table = GroupTable(fields: names)
    let fields = names.map { name in
      (name, (0..<count).map { row in [name == "f23" ? "v\(1000 + count - row)" : "same"] })
    }
    let wide = names.map { name in (name, (0..<count).map { ["w\(1000 + $0 * 7919 % count)"] }) }
    _ = table.assign(batch(fields))
    _ = table.assign(batch(wide))
    let found = groups(table)
    #expect(found == found.sorted())
    #expect(found.count == 2 * count)
  }
}

/// Source: Splunk Search Reference, `sort`.
struct SortKernelTests {
  private func order(
    _ texts: [String?], descending: Bool = false,
    _ comparison: SortOrder.Comparison = .automatic
  ) -> [String?] {
    let arena = Arena()
    var batch = Batch(rowCount: texts.count)
    let cells = texts.map { text -> Cell in text.map { .text(arena.store($0)) } ?? .null }
    batch.set("a", Column(cells, arenas: [arena]))
    let key = SortOrder.Key(field: "a", isDescending: descending, comparison: comparison)
    return SortKernel.order(batch, by: [key]).map { texts[Int($0)] }
  }

  @Test func numbersThenAddressesThenTexts() {
    let texts = [
      "b", nil, "10.0.0.10", "-1", "9", "10", "10.0.0.9", "", "-0", "abcdefghi", "abcdefgh",
    ]
    #expect(
      order(texts) == [
        "-1", "-0", "9", "10", "10.0.0.9", "10.0.0.10", "", "abcdefgh", "abcdefghi", "b", nil,
      ])
    #expect(
      order(texts, descending: true) == [
        "b", "abcdefghi", "abcdefgh", "", "10.0.0.10", "10.0.0.9", "10", "9", "-0", "-1", nil,
      ])
  }

  @Test func equalKeysKeepTheirOrder() {
    #expect(order(["1.0", "1", "0", "1.00"]) == ["0", "1.0", "1", "1.00"])
    #expect(order(["1.0", "1", "0", "1.00"], descending: true) == ["1.0", "1", "1.00", "0"])
  }
}
