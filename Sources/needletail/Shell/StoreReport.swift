import EventModel
import EventStore
import Foundation
import SearchEngine

/// Tells of a store.
enum StoreReport {
  /// Errors of a store as failures of the world.
  static func attempt<Value>(_ body: () throws(StoreError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw Failure.world(error.message)
    }
  }

  static func open(_ folder: String) throws(StoreError) -> EventStore {
    var options = StoreOptions()
    options.compactsInBackground = false
    return try EventStore(folder: folder, options: options) { Date().timeIntervalSince1970 }
  }

  static func print(_ statistics: StoreStatistics, as format: ResultFormat) {
    guard format == .table else {
      for index in statistics.indexes {
        var line = JSONObjectWriter()
        line.text("index", index.name)
        line.number("events", Double(index.events))
        line.number("segments", Double(index.segments))
        line.number("text_bytes", Double(index.textBytes))
        line.number("stored_bytes", Double(index.storedBytes))
        line.number("earliest", index.earliest)
        line.number("latest", index.latest)
        StandardOutput.write(line.finished() + [UInt8(ascii: "\n")])
      }
      return
    }
    for index in statistics.indexes {
      StandardOutput.write(
        line: "\(index.name): \(Quantity.plural(index.events, "event")) in "
          + "\(Quantity.plural(index.segments, "segment")), \(time(index.earliest)) to "
          + "\(time(index.latest)), \(size(index.textBytes, index.storedBytes))")
    }
    StandardOutput.write(
      line: "all: \(Quantity.plural(statistics.events, "event")), "
        + size(statistics.textBytes, statistics.storedBytes)
        + "; files: \(Quantity.bytes(statistics.fileBytes + statistics.logBytes))")
  }

  static func print(_ check: StoreCheck) {
    StandardOutput.write(
      line: "\(Quantity.plural(check.events, "event")) in "
        + "\(Quantity.plural(check.segments, "segment")): "
        + (check.isSound ? "sound" : "damaged"))
    for fault in check.databaseFaults { StandardOutput.show("database: \(fault)") }
    for damage in check.damages { print(damage) }
    if check.strayPieces > 0 {
      StandardOutput.write(
        line: "\(Quantity.plural(check.strayPieces, "piece")) of no segment; repair removes them")
    }
  }

  static func print(_ report: StoreRepairReport) {
    for rescue in report.rescues {
      print(rescue.damage)
      StandardOutput.write(
        line: "  \(Quantity.plural(rescue.kept, "event")) kept, \(Quantity.count(rescue.lost)) lost"
      )
    }
    for fault in report.databaseFaults { StandardOutput.show("database: \(fault)") }
    StandardOutput.write(
      line: "\(Quantity.plural(report.rescues.count, "damaged segment")) written anew, "
        + "\(Quantity.plural(report.lost, "event")) lost")
  }

  private static func print(_ damage: StoreCheck.Damage) {
    StandardOutput.write(
      line: "segment \(damage.segment): \(Quantity.plural(damage.events, "event")) of index "
        + "\(damage.index), \(time(damage.earliest)) to \(time(damage.latest))")
    for fault in damage.faults { StandardOutput.show("  \(fault)") }
  }

  private static func time(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }

  private static func size(_ text: Int, _ stored: Int) -> String {
    let share = text == 0 ? 0 : 100 * Double(stored) / Double(text)
    return "\(Quantity.bytes(text)) of text in \(Quantity.bytes(stored)) "
      + String(format: "(%.1f %%)", share)
  }
}
