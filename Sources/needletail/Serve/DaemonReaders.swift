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
  let environment: [String: String]
  let logger: Logger

  /// Errors: `Failure` where it is not clear which credentials are meant.
  func services() throws -> [any Service] {
    try settings.files.map { tail($0) } + settings.cloudWatch.map { try poll($0) }
  }

  private func tail(_ file: TailSettings) -> FileTail {
    let metadata = EventBlock.Metadata(
      index: file.index, source: file.source ?? "kubernetes",
      sourcetype: file.sourcetype ?? "_json", host: file.host ?? ProcessInfo.processInfo.hostName)
    return FileTail(
      configuration: FileTailConfiguration(path: file.path, metadata: metadata), intake: intake,
      logger: logger)
  }

  private func poll(_ log: CloudWatchSettings) throws -> CloudWatchPoll {
    let metadata = EventBlock.Metadata(
      index: log.index, source: "kubernetes", sourcetype: "_json", host: log.group)
    var configuration = CloudWatchConfiguration(
      logGroup: log.group, region: log.region, metadata: metadata,
      start: Int64(clock.now * 1000))
    configuration.streamPrefix = log.streamPrefix.isEmpty ? nil : log.streamPrefix
    configuration.endpoint = log.endpoint
    configuration.pause = log.interval
    let clock = clock
    let provider = AWSCredentialProvider(
      try log.credentialSource(environment), transport: transport, now: { clock.now })
    return CloudWatchPoll(
      configuration: configuration, credentials: { try await provider.credentials() },
      transport: transport, intake: intake, logger: logger, now: { clock.now })
  }
}

extension CloudWatchSettings {
  /// Errors: `Failure`, also for settings that are half there.
  func credentialSource(_ environment: [String: String]) throws -> AWSCredentialSource {
    do {
      return try AWSCredentialSource.choose(
        accessKey: accessKey, secretKey: secretKey, sessionToken: sessionToken, region: region,
        environment: environment)
    } catch {
      throw Failure.usage("log group \(group): \(error)")
    }
  }
}
