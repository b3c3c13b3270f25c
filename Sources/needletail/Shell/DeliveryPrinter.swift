import Detections
import EventModel
import Foundation
import SearchEngine

/// Prints what waits for outputs: a table for people, one JSON object a line for programs.
struct DeliveryPrinter {
  let format: ResultFormat

  func print(_ summaries: [DeliverySummary]) {
    guard case .table = format else {
      for summary in summaries {
        var line = JSONObjectWriter()
        line.text("output", summary.destination)
        line.number("waiting", Double(summary.waiting))
        line.number("dead", Double(summary.dead))
        line.number("dropped", Double(summary.dropped))
        if let oldest = summary.oldest { line.number("oldest", oldest) }
        if let error = summary.lastError { line.text("last_error", error) }
        StandardOutput.write(line.finished() + [UInt8(ascii: "\n")])
      }
      return
    }
    table(
      ["output", "waiting", "dead", "dropped", "oldest", "last error"],
      summaries.map { summary in
        [
          summary.destination, String(summary.waiting), String(summary.dead),
          String(summary.dropped), summary.oldest.map { FindingJSON.time($0) } ?? "",
          summary.lastError ?? "",
        ]
      })
    if summaries.isEmpty { StandardError.write("nothing waits for any output") }
  }

  func print(_ letters: [DeadLetter]) {
    guard case .table = format else {
      for letter in letters {
        var line = JSONObjectWriter()
        line.number("letter", Double(letter.id))
        line.text("output", letter.destination)
        line.text("finding", letter.finding)
        if let number = letter.number { line.number("number", Double(number)) }
        line.number("time", letter.created)
        line.number("attempts", Double(letter.attempts))
        line.text("error", letter.reason)
        StandardOutput.write(line.finished() + [UInt8(ascii: "\n")])
      }
      return
    }
    table(
      ["letter", "output", "finding", "since", "attempts", "error"],
      letters.map { letter in
        [
          String(letter.id), letter.destination,
          letter.number.map { String($0) } ?? String(letter.finding.prefix(12)),
          FindingJSON.time(letter.created), String(letter.attempts), letter.reason,
        ]
      })
    StandardError.write(Quantity.plural(letters.count, "dead letter"))
  }

  private func table(_ fields: [String], _ rows: [[String]]) {
    let table = ResultTable(
      fields: fields, rows: rows.map { row in row.map { $0.isEmpty ? [] : [$0] } })
    for line in TextTable.lines(table, width: StandardOutput.width) {
      StandardOutput.show(line)
    }
  }
}
