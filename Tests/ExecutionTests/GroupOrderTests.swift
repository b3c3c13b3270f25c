import EventModel
import Testing

@testable import Execution

struct GroupOrderTests {
  /// As many groups as are sorted by digits, in an order that is neither theirs nor its reverse.
  @Test(arguments: [100, 5000]) func groupsAreSortedByTheirFieldsInTurn(count: Int) {
    var table = GroupTable(fields: ["a", "b"])
    let numbers = (0..<count).map { $0 * 7919 % count }
    let arena = Arena()
    let columns = [
      numbers.map { Cell.text(arena.store(String($0 % 10))) },
      numbers.map { Cell.text(arena.store(String($0 / 10))) },
    ].map { Column($0, arenas: [arena]) }
    var batch = Batch(rowCount: count)
    batch.set("a", columns[0])
    batch.set("b", columns[1])
    _ = table.assign(batch)

    let sorted = table.columns(of: table.sortedGroups())
    let rows = (0..<count).map {
      [Int(sorted[0][$0].string ?? ""), Int(sorted[1][$0].string ?? "")]
    }
    let expected = (0..<count).map { [$0 % 10, $0 / 10] }
      .sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    #expect(rows == expected)
  }

  @Test func moreThanFitsOneNumberIsComparedFieldByField() {
    let fields = (0..<24).map { "f\($0)" }
    var table = GroupTable(fields: fields)
    let count = 2000
    let arena = Arena()
    var batch = Batch(rowCount: count)
    for (place, field) in fields.enumerated() {
      // Only the last field tells all rows apart.
      let cells = (0..<count).map { row in
        Cell.text(arena.store(String(place == 23 ? row * 7919 % count : row % 64)))
      }
      batch.set(field, Column(cells, arenas: [arena]))
    }
    _ = table.assign(batch)

    let sorted = table.columns(of: table.sortedGroups())
    let rows = (0..<count).map {
      [Int(sorted[0][$0].string ?? "") ?? -1, Int(sorted[23][$0].string ?? "") ?? -1]
    }
    #expect(rows == rows.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
    #expect(Set(rows).count == count)
  }
}
