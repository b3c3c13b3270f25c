import Content
import Detections
import Diagnostics
import EventStore
import Foundation
import Logging
import Server
import ServiceLifecycle

/// What the daemon reads on its own: followed files, and log groups of CloudWatch.
struct DaemonReaders {
  let settings: ServiceSettings
  let intake: EventIntake
  let transport: any HTTPTransport
  let clock: ServiceClock
  let logger: Logger

  var services: [any Service] {
    settings.files.map { tail($0) } + settings.cloudWatch.map { poll($0) }
  }

  private func tail(_ file: TailSettings) -> FileTail {
    let metadata = EventBlock.Metadata(
      index: file.index, source: file.source ?? "kubernetes",
      sourcetype: file.sourcetype ?? "_json", host: file.host ?? ProcessInfo.processInfo.hostName)
    return FileTail(
      configuration: FileTailConfiguration(path: file.path, metadata: metadata), intake: intake,
      logger: logger)
  }

  private func poll(_ log: CloudWatchSettings) -> CloudWatchPoll {
    let metadata = EventBlock.Metadata(
      index: log.index, source: "kubernetes", sourcetype: "_json", host: log.group)
    var configuration = CloudWatchConfiguration(
      logGroup: log.group, region: log.region, metadata: metadata,
      start: Int64(clock.now * 1000))
    configuration.streamPrefix = log.streamPrefix.isEmpty ? nil : log.streamPrefix
    configuration.endpoint = log.endpoint
    configuration.pause = log.interval
    let credentials = AWSCredentials(
      accessKey: log.accessKey?.value ?? "", secretKey: log.secretKey ?? Secret(""),
      sessionToken: log.sessionToken)
    let clock = clock
    return CloudWatchPoll(
      configuration: configuration, credentials: { credentials }, transport: transport,
      intake: intake, logger: logger, now: { clock.now })
  }
}
