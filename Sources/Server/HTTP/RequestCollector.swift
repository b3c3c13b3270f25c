import NIOCore
import NIOHTTP1
import NIOSSL

/// A request as the pipeline hands it on.
struct CollectedRequest: Sendable {
  enum Content: Sendable {
    case request(ReceivedRequest, any RequestHandler)
    case refused(HTTPAnswer)
  }

  var content: Content
  var keepsAlive: Bool
  var isHead: Bool
  /// Holds the body's part of the budget until the request is forgotten.
  var share: BudgetShare?
}

/// An answer on its way to the client.
struct OutgoingAnswer: Sendable {
  var answer: HTTPAnswer
  var keepsAlive: Bool
  var isHead: Bool
}

/// Makes whole requests of one connection's parts, refuses early, and closes slow connections.
final class RequestCollector: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = CollectedRequest
  typealias OutboundIn = OutgoingAnswer
  typealias OutboundOut = HTTPServerResponsePart

  private enum Phase {
    /// Before a head.
    case waiting
    case body(BodyCollector, RequestHead, any RequestHandler, keepsAlive: Bool)
    /// Reads over the rest of a refused body.
    case skipping(bytesLeft: Int)
    /// Nothing that comes is looked at any more.
    case closing
  }

  private let handlers: [any RequestHandler]
  private let limits: ConnectionLimits
  private let budget: ByteBudget
  private var phase = Phase.waiting
  /// Requests handed on and not answered.
  private var openRequests = 0
  private var isQuiescing = false
  private var clock: ConnectionClock
  private var watch: Scheduled<Void>?
  private var watchDeadline = NIODeadline.distantFuture
  private var isActive = false
  private lazy var noHandler = HTTPAnswer.plain(404, "nothing listens at this path")

  init(handlers: [any RequestHandler], limits: ConnectionLimits, budget: ByteBudget) {
    self.handlers = handlers
    self.limits = limits
    self.budget = budget
    clock = ConnectionClock(limits: limits, now: .now())
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { activate(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    activate(context)
    context.fireChannelActive()
  }

  private func activate(_ context: ChannelHandlerContext) {
    guard !isActive else { return }
    isActive = true
    clock.begin(.firstHead, at: .now())
    schedule(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    dropBody()
    phase = .closing
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    isActive = false
    dropBody()
    watch?.cancel()
    watch = nil
  }

  private func dropBody() {
    if case .body = phase { phase = .waiting }
  }

  // MARK: What comes in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let piece): add(piece, context)
    case .end: end(context)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard case .waiting = phase else { return }
    clock.begin(.body, at: .now())
    var received = RequestHead(
      method: head.method.rawValue, target: head.uri,
      headers: head.headers.map { ($0.name, $0.value) })
    received.hasClientCertificate = hasClientCertificate(context)
    let length = head.headers.first(name: "content-length").flatMap { Int($0) }
    let keepsAlive = head.isKeepAlive
    for handler in handlers {
      switch handler.admit(received) {
      case nil: continue
      case .refuse(let answer):
        refuse(answer, received, length: length ?? chunkedLength(head), keepsAlive, context)
        return
      case .accept:
        do throws(BodyFault) {
          let collector = try BodyCollector(
            encoding: received.header("content-encoding"), length: length,
            limit: limits.bodyBytes, budget: budget)
          phase = .body(collector, received, handler, keepsAlive: keepsAlive)
          hurry(context)
          continueIfExpected(received, context)
        } catch {
          refuse(
            handler.refusal(error, of: received), received, length: length ?? chunkedLength(head),
            keepsAlive, context)
        }
        return
      }
    }
    refuse(noHandler, received, length: length ?? chunkedLength(head), keepsAlive, context)
  }

  /// A body without a length may be endless.
  private func chunkedLength(_ head: HTTPRequestHead) -> Int {
    head.headers.contains(name: "transfer-encoding") ? Int.max : 0
  }

  private func continueIfExpected(_ head: RequestHead, _ context: ChannelHandlerContext) {
    guard openRequests == 0, head.header("expect")?.lowercased() == "100-continue" else { return }
    context.writeAndFlush(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
  }

  private func add(_ piece: ByteBuffer, _ context: ChannelHandlerContext) {
    switch phase {
    case .body(var collector, let head, let handler, let keepsAlive):
      // The array must have one owner while it grows.
      phase = .waiting
      do throws(BodyFault) {
        try collector.add(piece)
        clock.received = collector.received
        clock.lastPiece = .now()
        phase = .body(collector, head, handler, keepsAlive: keepsAlive)
      } catch {
        let length = head.header("content-length").flatMap { Int($0) } ?? Int.max
        let left = length - min(length, collector.received)
        refuse(handler.refusal(error, of: head), head, length: left, keepsAlive, context)
      }
    case .skipping(let bytesLeft):
      let left = bytesLeft - piece.readableBytes
      phase = left >= 0 ? .skipping(bytesLeft: left) : .closing
    case .waiting, .closing: break
    }
  }

  private func end(_ context: ChannelHandlerContext) {
    switch phase {
    case .body(let collector, let head, let handler, let keepsAlive):
      phase = .waiting
      do throws(BodyFault) {
        try collector.finish()
        let request = ReceivedRequest(head: head, body: collector.body)
        handOn(
          CollectedRequest(
            content: .request(request, handler), keepsAlive: keepsAlive,
            isHead: head.method == "HEAD", share: collector.share), context)
      } catch {
        refuse(handler.refusal(error, of: head), head, length: 0, keepsAlive, context)
      }
    case .skipping: phase = .waiting
    case .waiting, .closing: break
    }
    if case .waiting = phase { clock.begin(.nextHead, at: .now()) }
  }

  /// Answers before the end of the body; keeps the connection where little of it is to come.
  private func refuse(
    _ answer: HTTPAnswer, _ head: RequestHead, length: Int, _ keepsAlive: Bool,
    _ context: ChannelHandlerContext
  ) {
    let keepsAlive =
      keepsAlive && length <= limits.skippedBytes && head.header("expect") == nil
    phase = keepsAlive ? .skipping(bytesLeft: length) : .closing
    handOn(
      CollectedRequest(
        content: .refused(answer), keepsAlive: keepsAlive, isHead: head.method == "HEAD"), context)
  }

  private func handOn(_ request: CollectedRequest, _ context: ChannelHandlerContext) {
    openRequests += 1
    context.fireChannelRead(wrapInboundOut(request))
  }

  private func hasClientCertificate(_ context: ChannelHandlerContext) -> Bool {
    let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
    return handler?.peerCertificate != nil
  }

  // MARK: What goes out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let outgoing = unwrapOutboundIn(data)
    openRequests -= 1
    let isLast = !outgoing.keepsAlive || (isQuiescing && openRequests == 0)
    context.write(
      wrapOutboundOut(.head(outgoing.head(closes: isLast))), promise: nil)
    if !outgoing.isHead, !outgoing.answer.body.isEmpty {
      let body = context.channel.allocator.buffer(bytes: outgoing.answer.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let written = promise ?? context.eventLoop.makePromise()
    context.write(wrapOutboundOut(.end(nil)), promise: written)
    if isLast {
      closeLater(context)
    } else {
      clock.begin(isWaiting ? .nextHead : .body, at: .now(), keepingProgress: true)
    }
  }

  private var isWaiting: Bool {
    if case .waiting = phase { true } else { false }
  }

  /// Leaves the client time to read its answer: closing a socket with unread input in it would
  /// take the answer back.
  private func closeLater(_ context: ChannelHandlerContext) {
    dropBody()
    phase = .closing
    let context = context
    context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(limits.lingerSeconds)) {
      context.close(promise: nil)
    }
    context.flush()
    context.close(mode: .output, promise: nil)
  }

  // MARK: Events

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      isQuiescing = true
      if openRequests == 0, isWaiting { context.close(promise: nil) }
      return
    }
    if let event = event as? ChannelEvent, event == .inputClosed, !isWaiting, openRequests == 0 {
      // Half a request and then nothing.
      context.close(promise: nil)
      return
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError, openRequests == 0 else {
      context.close(promise: nil)
      return
    }
    answerAndClose(.plain(400, "this is no HTTP/1.1 request"), context)
  }

  private func answerAndClose(_ answer: HTTPAnswer, _ context: ChannelHandlerContext) {
    openRequests += 1
    write(
      context: context,
      data: NIOAny(OutgoingAnswer(answer: answer, keepsAlive: false, isHead: false)), promise: nil)
  }

  // MARK: Time

  private func schedule(_ context: ChannelHandlerContext) {
    guard isActive else { return }
    // A deadline may be over while an earlier request is answered: that one comes first.
    let deadline = max(
      clock.deadline(isAnswering: openRequests > 0 && isWaiting), .now() + .milliseconds(50))
    watchDeadline = deadline
    watch = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.look(context)
    }
  }

  /// A body may have less time than what was waited for before it.
  private func hurry(_ context: ChannelHandlerContext) {
    guard clock.deadline(isAnswering: false) < watchDeadline else { return }
    watch?.cancel()
    schedule(context)
  }

  private func look(_ context: ChannelHandlerContext) {
    if case .closing = phase { return }
    if openRequests > 0 || clock.deadline(isAnswering: false) > .now() {
      schedule(context)
      return
    }
    if case .nextHead = clock.wait {
      context.close(promise: nil)
    } else {
      answerAndClose(.plain(408, "the request takes too long to arrive"), context)
    }
  }
}
