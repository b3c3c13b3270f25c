import EventModel
import QueryPlan

/// A lookup table made ready to be matched on some of its columns.
///
/// Columns that match exactly are found together by hash; without one, the first wildcard column is
/// found by its patterns' literals. What is left over is tested row by row.
/// Memory: a copy of the texts of the columns that are matched.
struct LookupIndex: Sendable {
  private enum Matcher: Sendable {
    case exact([[UInt8]])
    case wildcard(PatternIndex)
    /// A text that is no network stands for itself.
    case network([CIDRNetwork?], texts: [[UInt8]])
  }

  private enum Entry: Sendable {
    /// Rows by the texts of all exact columns.
    case hash([[UInt8]: [Int32]], columns: [Int])
    case patterns(PatternIndex, column: Int)
    case allRows
  }

  private let rowCount: Int
  private let isCaseSensitive: Bool
  private let matchers: [Matcher]
  private let entry: Entry

  /// Shape: `columns` are places in the table's fields.
  init(_ table: LookupTable, columns: [Int]) {
    let definition = table.definition
    let folds = !definition.isCaseSensitive
    rowCount = table.rows.count
    isCaseSensitive = definition.isCaseSensitive
    matchers = columns.map { column in
      let texts = table.rows.map { $0[column] }
      let bytes = { texts.map { Self.folded(Array($0.utf8), folds) } }
      switch definition.matching[table.fields[column]] ?? .exact {
      case .exact: return .exact(bytes())
      case .wildcard:
        return .wildcard(PatternIndex(texts, isCaseSensitive: definition.isCaseSensitive))
      case .cidr: return .network(texts.map { CIDRNetwork($0) }, texts: bytes())
      }
    }
    entry = Self.entry(matchers, rowCount)
  }

  private static func entry(_ matchers: [Matcher], _ rowCount: Int) -> Entry {
    var exact: [(place: Int, texts: [[UInt8]])] = []
    for (place, matcher) in matchers.enumerated() {
      if case .exact(let texts) = matcher { exact.append((place, texts)) }
    }
    if !exact.isEmpty {
      var rows: [[UInt8]: [Int32]] = [:]
      for row in 0..<rowCount {
        rows[key(exact.map { $0.texts[row] }), default: []].append(Int32(row))
      }
      return .hash(rows, columns: exact.map { $0.place })
    }
    for (place, matcher) in matchers.enumerated() {
      if case .wildcard(let index) = matcher { return .patterns(index, column: place) }
    }
    return .allRows
  }

  private static func folded(_ text: [UInt8], _ folds: Bool) -> [UInt8] {
    folds ? CaseFolding.fold(text) : text
  }

  /// One byte sequence of several texts, none of which holds a NUL in practice; one that does can
  /// only cause a candidate that the row's own test then refuses.
  private static func key(_ texts: [[UInt8]]) -> [UInt8] {
    texts.count == 1 ? texts[0] : Array(texts.joined(separator: [0]))
  }

  /// The rows that match, of the first `limit` in the table.
  ///
  /// Shape: one text for each column.
  func rows(matching values: [Bytes], limit: Int) -> [Int32] {
    let folded = values.map { Self.folded($0.array, !isCaseSensitive) }
    var found: [Int32] = []
    for row in candidates(values, folded) {
      guard found.count < limit else { break }
      let matches = matchers.indices.allSatisfy { place in
        self.matches(place, row, values[place], folded[place])
      }
      if matches { found.append(row) }
    }
    return found
  }

  private func candidates(_ values: [Bytes], _ folded: [[UInt8]]) -> [Int32] {
    switch entry {
    case .hash(let rows, let columns): return rows[Self.key(columns.map { folded[$0] })] ?? []
    case .patterns(let index, let column): return index.rows(matching: values[column])
    case .allRows: return (0..<rowCount).map { Int32($0) }
    }
  }

  private func matches(_ place: Int, _ row: Int32, _ value: Bytes, _ folded: [UInt8]) -> Bool {
    switch matchers[place] {
    case .exact(let texts): return texts[Int(row)] == folded
    case .wildcard(let index): return index.matches(value, row: row)
    case .network(let networks, let texts):
      return networks[Int(row)].map { $0.contains(value) } ?? (texts[Int(row)] == folded)
    }
  }
}
