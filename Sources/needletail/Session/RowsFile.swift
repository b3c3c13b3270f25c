import EventModel
import Foundation
import SPLLibrary

/// The rows of `--rows FILE`: one flat JSON object a line.
enum RowsFile {
  static func read(_ path: String) throws -> LiteralRows {
    let data: Data
    do {
      data =
        path == "-"
        ? FileHandle.standardInput.readDataToEndOfFile()
        : try Data(contentsOf: URL(filePath: path))
    } catch {
      throw Failure.world("cannot read the rows of \(path): \(error.localizedDescription)")
    }
    var rows: [[(field: String, values: [String])]] = []
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      if text.allSatisfy({ $0.isWhitespace }) { continue }
      do {
        rows.append(try LiteralRows.fields(of: text))
      } catch {
        throw Failure.usage("\(path):\(number + 1): \(error)")
      }
    }
    return LiteralRows(summary: "of \(path)", rows: rows)
  }
}
