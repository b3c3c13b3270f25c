import Diagnostics
import EventModel
import Foundation
import SPLSyntax
import SearchEngine

/// `explain --batch`: whether each of many searches parses and runs.
struct SearchBatch {
  let session: Session

  func run(_ path: String) throws {
    let data: Data
    do {
      data =
        path == "-"
        ? FileHandle.standardInput.readDataToEndOfFile()
        : try Data(contentsOf: URL(filePath: path))
    } catch {
      throw Failure.world("cannot read \(path): \(error.localizedDescription)")
    }
    let compiler = session.compiler()
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      let (id, search) = try read(line, "\(path):\(number + 1)")
      let source = SourceText(name: id, text: search)
      let verdict = SearchVerdict(source.wholeSpan, compiler: compiler)
      var answer = JSONObjectWriter()
      answer.text("id", id)
      answer.boolean("parses", verdict.parses)
      answer.boolean("runs", verdict.runs)
      if let diagnostic = verdict.diagnostic {
        answer.text("code", diagnostic.code.rawValue)
        answer.text("message", diagnostic.message)
        if let place = diagnostic.span?.position {
          answer.number("line", Double(place.line))
          answer.number("column", Double(place.column))
        }
      } else {
        answer.null("code")
        answer.null("message")
      }
      StandardOutput.write(answer.finished() + [UInt8(ascii: "\n")])
    }
  }

  private func read(_ line: Data, _ place: String) throws -> (id: String, search: String) {
    do {
      let object = try JSONValue.parse(String(decoding: line, as: UTF8.self))
      guard case .string(let search)? = object["spl"] else {
        throw Failure.usage("\(place): a line needs the texts `id` and `spl`")
      }
      switch object["id"] {
      case .string(let id): return (id, search)
      case .number(let text, _): return (text, search)
      case .object, .array, .bool, .null, .none:
        throw Failure.usage("\(place): a line needs the texts `id` and `spl`")
      }
    } catch let error as JSONError {
      throw Failure.usage("\(place): \(error)")
    }
  }
}
