import EventStore
import Synchronization

/// The HTTP Event Collector.
package final class HECReceiver: RequestHandler {
  package static let name = "hec"

  private let configuration: HECConfiguration
  private let authorization: HECAuthorization
  private let intake: EventIntake
  private let channels: Mutex<HECChannels>
  private let now: @Sendable () -> Double

  /// `now` is in seconds since the epoch.
  package init(
    configuration: HECConfiguration, intake: EventIntake, now: @escaping @Sendable () -> Double
  ) {
    self.configuration = configuration
    self.intake = intake
    self.now = now
    authorization = HECAuthorization(tokens: configuration.tokens)
    channels = Mutex(
      HECChannels(
        largestPending: configuration.pendingAcknowledgements,
        largestChannels: configuration.channels))
  }

  /// Ids that were dropped before anybody asked for them.
  package var forgottenAcknowledgements: Int { channels.withLock { $0.forgotten } }

  package func admit(_ head: RequestHead) -> Admission? {
    guard HECRoute.owns(head.path) else { return nil }
    guard let route = HECRoute(path: head.path) else { return .refuse(HECAnswer.notFound(404)) }
    if head.method == "OPTIONS" {
      return .refuse(HTTPAnswer(status: 200, headers: [("Allow", route.allowedMethods)]))
    }
    guard route.allows(head.method) else { return .refuse(HECAnswer.notFound(405)) }
    if route == .health { return .refuse(health.http) }
    if intake.isStopping { return .refuse(HECAnswer(.shuttingDown).http) }
    do throws(HECFault) {
      _ = try sender(of: head, route)
      return .accept
    } catch {
      intake.losses.record(Self.name) { $0.refusedRequests += 1 }
      return .refuse(HECAnswer(error.status).http)
    }
  }

  private var health: HECAnswer {
    if intake.isStopping { return HECAnswer(.shuttingDown) }
    return HECAnswer(intake.isFull ? .queuesFull : .healthy)
  }

  /// The token, and the channel where the token or the path needs one.
  private func sender(
    of head: RequestHead, _ route: HECRoute
  ) throws(HECFault) -> (token: HECToken, channel: String?) {
    let token = try authorization.token(of: head)
    switch route {
    case .acknowledgements:
      guard token.usesAcknowledgement else { throw HECFault(.ackDisabled) }
      return (token, try HECChannels.channel(of: head))
    case .event, .raw:
      guard token.usesAcknowledgement else { return (token, nil) }
      return (token, try HECChannels.channel(of: head))
    case .health: return (token, nil)
    }
  }

  package func answer(_ request: ReceivedRequest) async -> HTTPAnswer {
    guard let route = HECRoute(path: request.head.path) else { return HECAnswer.notFound(404) }
    do throws(HECFault) {
      let (token, channel) = try sender(of: request.head, route)
      switch route {
      case .event:
        var decoder = HECEventDecoder(
          token: token, defaults: configuration.defaults, query: request.head.query,
          arrival: Int64(now() * 1e6))
        return try await store(decoder.decode(request.body), token, channel).http
      case .raw:
        let decoder = HECRawDecoder(
          token: token, defaults: configuration.defaults, query: request.head.query)
        return try await store(decoder.decode(request.body), token, channel).http
      case .acknowledgements:
        return try acknowledgements(request.body, token, channel ?? "")
      case .health: return health.http
      }
    } catch {
      return HECAnswer(error.status, eventNumber: error.eventNumber).http
    }
  }

  private func store(
    _ decoding: HECDecoding, _ token: HECToken, _ channel: String?
  ) async throws(HECFault) -> HECAnswer {
    if let channel {
      let time = now()
      let hasRoom = channels.withLock { $0.hasRoom(for: token.name, channel, now: time) }
      guard hasRoom else { throw HECFault(.busy) }
    }
    if !decoding.block.isEmpty {
      do throws(EventSinkError) {
        _ = try await intake.append(decoding.block, from: Self.name)
      } catch {
        switch error {
        case .busy: throw HECFault(.busy)
        case .stopping: throw HECFault(.shuttingDown)
        }
      }
    }
    if decoding.ignored > 0 || decoding.fault != nil {
      intake.losses.record(Self.name) { row in
        row.ignored += decoding.ignored
        row.rejected += decoding.fault.map { $0.status == .noData ? 0 : 1 } ?? 0
      }
    }
    if let fault = decoding.fault { throw fault }
    guard let channel else { return HECAnswer(.success) }
    let time = now()
    let id = channels.withLock {
      $0.acknowledge(token: token.name, channel: channel, now: time)
    }
    return HECAnswer(.success, acknowledgement: id)
  }

  private func acknowledgements(
    _ body: [UInt8], _ token: HECToken, _ channel: String
  ) throws(HECFault) -> HTTPAnswer {
    let question = try HECAcknowledgementQuestion(body)
    let time = now()
    let answers = channels.withLock {
      $0.take(question.ids, token: token.name, channel: channel, now: time)
    }
    return HTTPAnswer(
      status: 200, contentType: HECAnswer.contentType, question.answer(answers))
  }

  package func refusal(_ fault: BodyFault, of head: RequestHead) -> HTTPAnswer {
    intake.losses.record(Self.name) { $0.refusedRequests += 1 }
    switch fault {
    case .tooLarge(let limit):
      return Self.page(413, "Content Too Large", "A request may have \(limit) bytes.")
    case .unknownEncoding:
      return Self.page(415, "Unsupported Media Type", "Content-Encoding may be gzip.")
    case .busy: return HECAnswer(.busy).http
    case .broken: return HECAnswer(.invalidDataFormat).http
    }
  }

  private static func page(_ status: Int, _ title: String, _ text: String) -> HTTPAnswer {
    HTTPAnswer(
      status: status, contentType: "text/html; charset=UTF-8",
      "<!doctype html><html><head><title>\(status) \(title)</title></head>"
        + "<body><h1>\(title)</h1><p>\(text)</p></body></html>\n")
  }
}
