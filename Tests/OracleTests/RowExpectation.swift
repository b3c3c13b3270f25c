import EventModel

/// The rows of a case and how strictly they are compared.
///
/// Source: `../shared/oracle/README.md`.
struct RowExpectation {
  private enum Mode {
    case whole, subset, prefix, cellPrefix
  }

  let fields: [String]
  private let rows: [[[String]]]
  private let isOrdered: Bool
  private let mode: Mode
  private let jsonFields: Set<String>
  private let tolerance: Double?
  private let relativeTolerance: Double?

  init(_ json: JSONValue) {
    let expected = json["expect"]
    fields = expected?["fields"]?.values ?? []
    rows = expected?["rows"]?.list?.map { $0.list?.map { $0.values } ?? [] } ?? []
    isOrdered = expected?["ordered"]?.isTrue ?? false
    jsonFields = Set(json["json_fields"]?.values ?? [])
    tolerance = json["num_tol"]?.number
    relativeTolerance = json["num_rel_tol"]?.number
    mode =
      switch json["compare"]?.text {
      case "subset": .subset
      case "prefix": .prefix
      case "prefix-cell": .cellPrefix
      default: .whole
      }
  }

  /// The first difference; nil when the rows are as expected.
  func mismatch(_ actual: [[[String]]]) -> String? {
    switch mode {
    case .whole, .cellPrefix:
      guard actual.count == rows.count else {
        return "\(actual.count) rows, expected \(rows.count): \(actual.prefix(20))"
      }
      return isOrdered ? inOrder(actual) : inAnyOrder(actual)
    case .prefix: return inOrder(actual)
    case .subset: return isOrdered ? inOrder(actual) : inAnyOrder(actual)
    }
  }

  private func inOrder(_ actual: [[[String]]]) -> String? {
    for (index, row) in rows.enumerated() {
      guard index < actual.count else { return "no row \(index + 1)" }
      if !isSame(actual[index], row) {
        return "row \(index + 1) of \(fields): \(actual[index]), expected \(row)"
      }
    }
    return nil
  }

  private func inAnyOrder(_ actual: [[[String]]]) -> String? {
    var left = actual
    for row in rows {
      guard let index = left.firstIndex(where: { isSame($0, row) }) else {
        return "no row \(row) of \(fields) among \(actual.prefix(20))"
      }
      left.remove(at: index)
    }
    return nil
  }

  private func isSame(_ actual: [[String]], _ expected: [[String]]) -> Bool {
    zip(fields, zip(actual, expected)).allSatisfy { field, cells in
      isSame(cells.0, cells.1, field)
    }
  }

  private func isSame(_ actual: [String], _ expected: [String], _ field: String) -> Bool {
    if jsonFields.contains(field) {
      guard let left = actual.first.flatMap({ try? JSONValue.parse($0) }),
        let right = expected.first.flatMap({ try? JSONValue.parse($0) })
      else { return false }
      return isSameJSON(left, right)
    }
    if mode == .cellPrefix {
      guard let left = actual.first, let right = expected.first else { return false }
      return left.hasPrefix(right)
    }
    return actual.count == expected.count
      && zip(actual, expected).allSatisfy { isClose($0, $1) }
  }

  private func isClose(_ actual: String, _ expected: String) -> Bool {
    if actual == expected { return true }
    guard let left = Double(actual), let right = Double(expected) else { return false }
    if let tolerance, abs(left - right) <= tolerance { return true }
    guard let relativeTolerance else { return false }
    return abs(left - right) <= relativeTolerance * max(abs(left), abs(right))
  }

  private func isSameJSON(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.number(_, let a), .number(_, let b)): return a == b
    case (.array(let a), .array(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { isSameJSON($0, $1) }
    case (.object(let a), .object(let b)):
      return a.count == b.count
        && a.allSatisfy { key, value in right[key].map { isSameJSON(value, $0) } ?? false }
    case (.null, _), (.bool, _), (.string, _), (.number, _), (.array, _), (.object, _): return false
    }
  }
}
