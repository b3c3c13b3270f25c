import Content
import Detections
import EventModel
import EventStore
import Foundation
import Logging
import Server
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The parts of `serve`, put together and run until a signal ends them.
final class Daemon: Sendable {
  private let options: ContentOptions
  private let environment: [String: String]
  let clock: ServiceClock
  let logger: Logger
  let settings: ServiceSettings
  let zone: TimeZoneRules
  let store: EventStore
  let state: StateDatabase
  let intake: EventIntake
  let scheduler: DetectionScheduler
  let delivery: DeliveryService
  private let transport: ClientTransport
  private let problems: Mutex<[String]>
  private let isReady = Atomic<Bool>(false)
  private let started: Double

  /// Opens the store and reads the content; nothing runs yet.
  ///
  /// Errors: `Failure`, of the project file; `StoreError` and SQLite's.
  init(
    _ options: ContentOptions, content: DaemonContent, environment: [String: String],
    clock: ServiceClock, logger: Logger
  ) throws {
    self.options = options
    self.environment = environment
    self.clock = clock
    self.logger = logger
    settings = content.settings
    zone = content.zone
    started = clock.now
    problems = Mutex(content.problems)
    var storeOptions = StoreOptions()
    storeOptions.retentionAge = settings.store.maximumAge
    storeOptions.retentionBytes = settings.store.maximumSize
    storeOptions.timeZone = content.zone
    storeOptions.knowledge = content.knowledge
    store = try EventStore(folder: settings.store.folder, options: storeOptions) { clock.now }
    state = try StateDatabase(folder: settings.store.folder)
    intake = EventIntake(sink: store)
    transport = ClientTransport(
      trust: settings.clientAuthority.map { .authority(path: $0) } ?? .system, seconds: 30)
    let report: @Sendable (String) -> Void = { logger.warning("\($0)") }
    var schedule = DetectionScheduler.Settings(
      zone: content.zone, host: ProcessInfo.processInfo.hostName)
    schedule.machine.batchSize = settings.schedule.concurrency
    scheduler = DetectionScheduler(
      state: state, source: store.source(), sink: store,
      arrivals: StoreArrivals(store: store, clock: clock), settings: schedule, report: report)
    delivery = DeliveryService(
      state: state, destinations: content.destinations, transport: transport, report: report)
  }

  func run(_ content: DaemonContent) async throws {
    try await scheduler.load(
      content.scheduled, destinations: content.destinations, now: clock.now)
    let pages = DaemonPages(daemon: self)
    let listeners = DaemonListeners(
      settings: settings, intake: intake, clock: clock, pages: [pages.status, pages.probes])
    let server = try ServerService(
      configuration: listeners.configuration, intake: intake, logger: logger)
    var services: [any Service] = [
      DeliveryLoop(delivery: delivery, clock: clock, logger: logger),
      ScheduleLoop(
        scheduler: scheduler, clock: clock, retention: settings.store.maximumAge, logger: logger),
    ]
    services +=
      try DaemonReaders(
        settings: settings, intake: intake, transport: transport, clock: clock,
        environment: environment, logger: logger
      ).services()
    if !listeners.configuration.listeners.isEmpty { services.append(server) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0) },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    let announcing = Task { await announce(server) }
    defer { announcing.cancel() }
    do {
      try await group.run()
    } catch {
      await stop()
      throw error
    }
    await stop()
  }

  private func announce(_ server: ServerService) async {
    // One that cannot listen ends the program, with its own words.
    guard let ports = try? await server.ports.all() else { return }
    isReady.store(true, ordering: .relaxed)
    var metadata: Logger.Metadata = ["store": "\(settings.store.folder)"]
    for (name, port) in ports { metadata[name] = "\(port)" }
    let count = await scheduler.progress.count
    metadata["detections"] = "\(count)"
    logger.notice("needletail is ready", metadata: metadata)
  }

  private func stop() async {
    isReady.store(false, ordering: .relaxed)
    await store.close()
    transport.stop()
    logger.notice("needletail has stopped")
  }

  /// Reads content and macros again; what has new errors is refused, and the old version stays.
  func reload() async {
    do {
      let fresh = try DaemonContent(options, environment: environment, now: clock.now)
      let known = problems.withLock { $0 }
      let new = fresh.problems.filter { !known.contains($0) }
      guard new.isEmpty else {
        for problem in new { logger.error("\(problem)") }
        logger.error("the new content is refused; the old one stays")
        return
      }
      if fresh.settings.needsRestart(after: settings) {
        logger.warning("changes of `serve` besides outputs, risk_factors, assets need a restart")
      }
      try await scheduler.load(
        fresh.scheduled, destinations: fresh.destinations, now: clock.now)
      await delivery.use(fresh.destinations)
      problems.withLock { $0 = fresh.problems }
      logger.notice(
        "content was reloaded", metadata: ["detections": "\(fresh.scheduled.items.count)"])
    } catch {
      logger.error("the new content is refused; the old one stays: \(Failure(error).message)")
    }
  }

  /// Nil when everything is up.
  var unreadiness: String? {
    if intake.isStopping { return "stopping" }
    return isReady.load(ordering: .relaxed) ? nil : "starting"
  }

  func status() async -> DaemonStatus {
    var status = DaemonStatus(started: started, now: clock.now)
    status.losses = intake.losses.snapshot
    status.progress = await scheduler.progress
    status.counters = await scheduler.counters
    status.costs = await scheduler.costs
    status.waitingBytes = store.waitingBytes
    status.problems = problems.withLock { $0 }
    do {
      status.store = try store.statistics()
      status.outbox = try state.outgoingCount()
      status.deliveries = try state.deliveryCounts()
      for name in await delivery.names { status.deliveries[name, default: (0, 0, 0)].waiting += 0 }
      status.gaps = try state.gaps(now: clock.now, zone: zone).count
    } catch {
      logger.warning("the state cannot be read", metadata: ["error": "\(error)"])
    }
    return status
  }
}
