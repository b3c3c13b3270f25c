import Content
import Diagnostics
import EventModel
import Foundation
import QueryPlan
import Synchronization

/// The folder of `--lookup-output`: `outputlookup` writes tables there as CSV files, and searches
/// read them in place of the content's.
///
/// Ordering: one table is written at a time.
final class LookupFolder: LookupWriter {
  private let folder: String
  /// Where the rows of a table are that was not written here yet.
  private let content: ContentKnowledge
  private let lock = Mutex<Void>(())

  /// Errors: a folder that cannot be made.
  init(_ folder: String, content: ContentKnowledge) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure.world("--lookup-output \(folder): \(error.localizedDescription)")
    }
    self.folder = folder
    self.content = content
  }

  /// What lies in a folder already, under the names of the tables and of their files.
  static func overrides(in folder: String) -> [LookupOverride] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.sorted().filter { $0.hasSuffix(".csv") }.flatMap { file in
      [file, String(file.dropLast(4))].map {
        LookupOverride(name: $0, path: folder + "/" + file)
      }
    }
  }

  func store(_ rows: WrittenLookup, at span: Span?) throws(Diagnostic) {
    let path = try path(of: rows.name, at: span)
    let failure = lock.withLock { _ -> Diagnostic? in
      do throws(Diagnostic) {
        let table = try merged(rows, path, at: span)
        try write(table, to: path, at: span)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private func path(of name: String, at span: Span?) throws(Diagnostic) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), !name.contains("\0") else {
      throw Diagnostic(
        .lookupNotWritable, "`\(name)` cannot be the name of a file", at: span,
        help: "name the table without folders")
    }
    return folder + "/" + (name.hasSuffix(".csv") ? name : name + ".csv")
  }

  private typealias Table = (fields: [String], rows: [[String]])

  /// The rows to write, with those that stay.
  private func merged(
    _ new: WrittenLookup, _ path: String, at span: Span?
  ) throws(Diagnostic) -> Table {
    guard new.appends || new.keyField != nil,
      let old = try existing(new.name, path, at: span), !old.fields.isEmpty
    else { return (new.fields, new.rows) }
    let fields = old.fields + new.fields.filter { !old.fields.contains($0) }
    let places = fields.map { new.fields.firstIndex(of: $0) }
    let added = new.rows.map { row in places.map { $0.map { row[$0] } ?? "" } }
    var kept = old.rows.map { $0 + Array(repeating: "", count: fields.count - $0.count) }
    if let key = new.keyField, let place = fields.firstIndex(of: key) {
      let replaced = Set(added.map { $0[place] })
      kept.removeAll { replaced.contains($0[place]) }
    }
    return (fields, kept + added)
  }

  private func existing(_ name: String, _ path: String, at span: Span?) throws(Diagnostic) -> Table?
  {
    if let text = try? String(contentsOfFile: path, encoding: .utf8) {
      let rows = CSVTable(text).rows
      guard let header = rows.first else { return nil }
      return (header, Array(rows.dropFirst()))
    }
    let place = span ?? SourceText(name: path, text: "").wholeSpan
    guard let table = try content.lookup(named: name, at: place) else { return nil }
    return (table.fields, table.rows)
  }

  private func write(_ table: Table, to path: String, at span: Span?) throws(Diagnostic) {
    let lines = ([table.fields] + table.rows).map { row in
      row.map { Self.quoted($0) }.joined(separator: ",") + "\n"
    }
    do {
      try Data(lines.joined().utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        .lookupNotWritable, "cannot write \(path)", at: span, label: error.localizedDescription)
    }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = !text.utf8.contains { ",\"\r\n".utf8.contains($0) } && text.first != " "
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
