import EventModel
import SearchEngine

/// Prints the rows of a search to standard output.
struct ResultPrinter {
  let format: ResultFormat
  let zone: TimeZoneRules

  func print(_ batches: [Batch]) {
    guard case .table = format else {
      var writer = ResultWriter(format: format, batches: batches)
      StandardOutput.write(writer.header())
      for batch in batches { StandardOutput.write(writer.rows(batch)) }
      StandardOutput.write(writer.footer())
      return
    }
    let isEvents = batches.contains { $0.has("_raw") && $0.has("_time") && $0.has("sourcetype") }
    let shown = isEvents ? batches.map { events($0) } : batches.map { formatted($0) }
    for line in TextTable.lines(ResultTable(shown), width: StandardOutput.width) {
      StandardOutput.write(line: line)
    }
    let count = batches.reduce(0) { $0 + $1.rowCount }
    StandardError.write(Quantity.plural(count, "row"))
  }

  /// Of whole events a person sees the time and the text.
  private func events(_ batch: Batch) -> Batch {
    var result = Batch(rowCount: batch.rowCount)
    result.set("_time", batch["_time"])
    result.set("_raw", batch["_raw"])
    return formatted(result)
  }

  /// `_time` is a number that displays as a date.
  private func formatted(_ batch: Batch) -> Batch {
    guard batch.has("_time") else { return batch }
    var batch = batch
    let arena = Arena()
    let times = batch["_time"]
    let format = StrftimeFormat("%Y-%m-%d %H:%M:%S.%3N")
    let cells = (0..<batch.rowCount).map { row -> Cell in
      guard let time = times[row].number, let text = format.string(epoch: time, zone: zone)
      else { return times[row] }
      return .text(arena.store(text))
    }
    batch.set("_time", Column(cells, arenas: times.arenas + [arena]))
    return batch
  }
}
