import Detections
import EventModel
import EventStore
import SearchEngine
import Server

/// What the daemon tells of itself.
struct DaemonStatus {
  let started: Double
  let now: Double
  var losses = LossLedger()
  var progress: [ScheduleMachine.Progress] = []
  var counters = DetectionScheduler.Counters()
  /// By detection.
  var costs: [String: DetectionCost] = [:]
  var store: StoreStatistics?
  var waitingBytes = 0
  var outbox = 0
  var deliveries: [String: (waiting: Int, dead: Int, dropped: Int)] = [:]
  /// Intervals that are due and have no record.
  var gaps = 0
  var problems: [String] = []

  init(started: Double, now: Double) {
    self.started = started
    self.now = now
  }

  /// How far the oldest run that waits is behind.
  ///
  /// Units: seconds.
  var lag: Double {
    let oldest = progress.compactMap(\.oldestWaiting).min()
    return oldest.map { max(0, now - Double($0)) } ?? 0
  }

  var metrics: String {
    var page = MetricsPage()
    page.add(losses)
    add("uptime_seconds", .gauge, "Since the program started.", now - started, to: &page)
    add("store_bytes", .gauge, "Of the store's file.", Double(store?.fileBytes ?? 0), to: &page)
    add("store_events", .gauge, "Events in the store.", Double(store?.events ?? 0), to: &page)
    add(
      "store_waiting_bytes", .gauge, "Texts that wait to be written.", Double(waitingBytes),
      to: &page)
    add("intervals_evaluated_total", .counter, "Runs with a record.", counters.evaluated, &page)
    add("intervals_reopened_total", .counter, "By late events.", counters.reopened, &page)
    add("intervals_failed_total", .counter, "Runs that were given up.", counters.failed, &page)
    add("intervals_skipped_total", .counter, "Real-time runs let go.", counters.skipped, &page)
    add("intervals_open", .gauge, "Due without a record.", Double(gaps), to: &page)
    add("schedule_lag_seconds", .gauge, "Of the oldest run that waits.", lag, to: &page)
    add("findings_total", .counter, "New findings.", counters.findings, &page)
    add("findings_throttled_total", .counter, "Kept back by throttling.", counters.throttled, &page)
    add("findings_suppressed_total", .counter, "Kept back by a rule.", counters.suppressed, &page)
    add("outbox_events", .gauge, "Risk events on their way.", Double(outbox), to: &page)
    addCosts(to: &page)
    add("problems", .gauge, "Content that does not run.", Double(problems.count), to: &page)
    for (name, count) in deliveries.sorted(by: { $0.key < $1.key }) {
      page.add(
        "needletail_deliveries_waiting", .gauge, help: "Findings that wait for a destination.",
        labels: [("destination", name)], Double(count.waiting))
    }
    for (name, count) in deliveries.sorted(by: { $0.key < $1.key }) {
      page.add(
        "needletail_deliveries_dead", .gauge, help: "Findings that a destination never took.",
        labels: [("destination", name)], Double(count.dead))
    }
    return page.text
  }

  private func addCosts(to page: inout MetricsPage) {
    let columns: [(name: String, help: String, value: (DetectionCost) -> Double)] = [
      ("runs_total", "Runs of the detection.", { Double($0.runs) }),
      ("seconds_total", "Its part of the scans' time.", { $0.seconds }),
      ("events_total", "Events that the scans read.", { Double($0.events) }),
    ]
    for column in columns {
      for progress in progress {
        let cost = costs[progress.detection] ?? DetectionCost()
        page.add(
          "needletail_detection_" + column.name, .counter, help: column.help,
          labels: [("detection", progress.name)], column.value(cost))
      }
    }
  }

  private func add(
    _ name: String, _ kind: MetricsPage.Kind, _ help: String, _ value: Double,
    to page: inout MetricsPage
  ) {
    page.add("needletail_" + name, kind, help: help, value)
  }

  private func add(
    _ name: String, _ kind: MetricsPage.Kind, _ help: String, _ value: Int,
    _ page: inout MetricsPage
  ) {
    add(name, kind, help, Double(value), to: &page)
  }
}

extension DaemonStatus {
  /// One object; fields may be added, never renamed.
  var json: [UInt8] {
    var object = JSONObjectWriter()
    object.number("started", started)
    object.number("now", now)
    object.number("lag_seconds", lag)
    object.number("open_intervals", Double(gaps))
    object.number("evaluated", Double(counters.evaluated))
    object.number("findings", Double(counters.findings))
    object.number("outbox", Double(outbox))
    object.number("waiting_bytes", Double(waitingBytes))
    object.raw("receivers", list(losses.rows.sorted { $0.key < $1.key }.map { receiver($0, $1) }))
    object.raw("detections", list(progress.map { detection($0) }))
    object.raw("indexes", list((store?.indexes ?? []).map { index($0) }))
    object.number("store_bytes", Double(store?.fileBytes ?? 0))
    object.raw(
      "destinations", list(deliveries.sorted { $0.key < $1.key }.map { destination($0, $1) }))
    object.texts("problems", problems)
    return object.finished()
  }

  private func list(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + Array(items.joined(separator: [UInt8(ascii: ",")]))
      + [UInt8(ascii: "]")]
  }

  private func receiver(_ name: String, _ row: LossLedger.Row) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("name", name)
    object.number("received", Double(row.received))
    object.number("stored", Double(row.stored))
    object.number("duplicates", Double(row.duplicates))
    object.number("rejected", Double(row.rejected))
    object.number("busy", Double(row.busy))
    object.number("truncated", Double(row.truncated))
    object.number("ignored", Double(row.ignored))
    object.number("refused_requests", Double(row.refusedRequests))
    return object.finished()
  }

  private func detection(_ progress: ScheduleMachine.Progress) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("id", progress.detection)
    object.text("name", progress.name)
    object.number("waiting", Double(progress.waiting))
    object.number("reopened", Double(progress.reopened))
    object.boolean("running", progress.isRunning)
    if let next = progress.next { object.number("next", Double(next)) } else { object.null("next") }
    let cost = costs[progress.detection] ?? DetectionCost()
    object.number("runs", Double(cost.runs))
    object.number("last_seconds", cost.lastSeconds)
    object.number("last_events", Double(cost.lastEvents))
    object.number("seconds", cost.seconds)
    object.number("events", Double(cost.events))
    return object.finished()
  }

  private func index(_ index: StoreStatistics.Index) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("name", index.name)
    object.number("events", Double(index.events))
    object.number("text_bytes", Double(index.textBytes))
    object.number("stored_bytes", Double(index.storedBytes))
    return object.finished()
  }

  private func destination(
    _ name: String, _ count: (waiting: Int, dead: Int, dropped: Int)
  ) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("name", name)
    object.number("waiting", Double(count.waiting))
    object.number("dead", Double(count.dead))
    object.number("dropped", Double(count.dropped))
    return object.finished()
  }
}
