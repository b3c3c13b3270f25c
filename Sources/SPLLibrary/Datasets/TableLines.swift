import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `multikv`: the lines of tables in texts as rows.
///
/// Columns are told apart by tabs where the header has any, else by blanks. A line with as many
/// words as the header has columns is cut at its blanks; in another one, a word belongs to the
/// column that it begins under, or that begins before it.
/// Source: Splunk Search Reference, `multikv`.
struct TableLines: DatasetTransform {
  var copiesFields = true
  /// Counts from 1; nil: the first line with more than one column.
  var headerLine: Int?
  /// Whether another table may follow behind an empty line.
  var hasSeveral = true
  var hasNoHeader = false
  var keepsOriginal = false
  /// Nil: all columns.
  var fields: [String]?
  var filters: [String] = []

  var summary: String { "lines of tables" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    var needs = wanted
    needs.insert("_raw")
    return needs
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    batches.map { batch in
      let arena = Arena()
      let raw = batch["_raw"]
      var origins: [Int32] = []
      var lines: [Cell] = []
      var cells: OrderedDictionary<String, [Int: Cell]> = [:]
      for row in 0..<batch.rowCount {
        guard let text = raw[row].text(in: arena)?.string else { continue }
        if keepsOriginal {
          origins.append(Int32(row))
          lines.append(raw[row])
        }
        for line in self.lines(of: text) {
          for (name, value) in line.values {
            cells[name, default: [:]][origins.count] = .text(arena.store(value))
          }
          origins.append(Int32(row))
          lines.append(.text(arena.store(line.text)))
        }
      }
      var result = copiesFields ? batch.gathered(origins) : Batch(rowCount: origins.count)
      if batch.has("_time") { result.set("_time", batch["_time"].gathered(origins)) }
      result.set("_raw", Column(lines, arenas: [arena] + raw.arenas))
      for (name, values) in cells {
        let old = result[name]
        let column = origins.indices.map { values[$0] ?? old[$0] }
        result.set(name, Column(column, arenas: [arena] + old.arenas))
      }
      return result
    }
  }

  private struct Line {
    let text: String
    let values: [(name: String, value: String)]
  }

  private func lines(of text: String) -> [Line] {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var header: TableHeader?
    var result: [Line] = []
    for (index, line) in all.enumerated() {
      let isEmpty = line.allSatisfy { $0.isWhitespace }
      if isEmpty {
        // A new table may have a header of its own.
        if hasSeveral, headerLine == nil, !result.isEmpty { header = nil }
        continue
      }
      if header == nil {
        if hasNoHeader {
          header = TableHeader(numbered: line)
        } else {
          let isHeader = headerLine.map { $0 == index + 1 } ?? (TableHeader(line).names.count > 1)
          if isHeader { header = TableHeader(line) }
          continue
        }
      }
      guard let header, filters.isEmpty || filters.contains(where: { line.contains($0) })
      else { continue }
      let values = header.values(of: line).filter { fields?.contains($0.name) ?? true }
      if !values.isEmpty { result.append(Line(text: line, values: values)) }
    }
    return result
  }
}

/// The columns of a table, by its first line.
struct TableHeader {
  private(set) var names: [String]
  private let starts: [Int]
  private let usesTabs: Bool

  init(_ line: String) {
    usesTabs = line.contains("\t")
    let words = Self.words(line, usesTabs)
    names = words.map { Self.cleaned($0.text) }
    starts = words.map { $0.start }
  }

  /// Columns that have numbers for names.
  init(numbered line: String) {
    self.init(line)
    names = names.indices.map { "Column_\($0 + 1)" }
  }

  func values(of line: String) -> [(name: String, value: String)] {
    let words = Self.words(line, usesTabs)
    if words.count == names.count || usesTabs {
      return zip(names, words).map { ($0, $1.text) }.filter { !$0.1.isEmpty }
    }
    var texts = [String](repeating: "", count: names.count)
    for word in words {
      let column = starts.lastIndex { $0 <= word.start } ?? 0
      texts[column] += (texts[column].isEmpty ? "" : " ") + word.text
    }
    return zip(names, texts).filter { !$0.1.isEmpty }.map { ($0, $1) }
  }

  private static func words(_ line: String, _ usesTabs: Bool) -> [(text: String, start: Int)] {
    var words: [(String, Int)] = []
    var word = ""
    var start = 0
    for (index, character) in line.enumerated() {
      let isBreak = usesTabs ? character == "\t" : character.isWhitespace
      guard isBreak else {
        if word.isEmpty { start = index }
        word.append(character)
        continue
      }
      if usesTabs || !word.isEmpty { words.append((word, start)) }
      word = ""
    }
    if !word.isEmpty { words.append((word, start)) }
    guard usesTabs else { return words }
    return words.map { text, start in
      (String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()), start)
    }
  }

  /// A name of letters, digits and underscores; a percent sign reads `pct`.
  private static func cleaned(_ name: String) -> String {
    let spelled = name.replacing("%", with: "pct")
    return String(spelled.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
  }
}
