import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Serves the requests of one connection, one after another.
struct ReceiverChannel: ServerChildChannel {
  typealias Value = NIOAsyncChannel<CollectedRequest, OutgoingAnswer>

  struct ConnectionRefused: Error {}

  let handlers: [any RequestHandler]
  let limits: ConnectionLimits
  let budget: ByteBudget
  let gate: ConnectionGate
  let isEncrypted: Bool

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    guard gate.enter() else { return refuse(channel) }
    channel.closeFuture.whenComplete { _ in gate.leave() }
    return channel.eventLoop.makeCompletedFuture {
      var decoder = NIOHTTPDecoderLimitConfiguration()
      decoder.maxHeaderFieldSize = limits.headerBytes
      decoder.maxHeaderListSize = limits.headerBytes
      decoder.maxHeaderFieldCount = 100
      let pipeline = channel.pipeline.syncOperations
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false,
        withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
        withDecoderLimitConfiguration: decoder)
      try pipeline.addHandler(
        RequestCollector(handlers: handlers, limits: limits, budget: budget))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel,
        configuration: .init(
          backPressureStrategy: .init(lowWatermark: 1, highWatermark: 2),
          isOutboundHalfClosureEnabled: false))
    }
  }

  /// Says so where that costs nothing: an encrypted connection would need its handshake first.
  private func refuse(_ channel: any Channel) -> EventLoopFuture<Value> {
    let refusal = channel.eventLoop.makePromise(of: Value.self)
    if isEncrypted {
      channel.close(promise: nil)
      refusal.fail(ConnectionRefused())
      return refusal.futureResult
    }
    let text =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
      + "Content-Type: application/json\r\nContent-Length: 34\r\n\r\n"
      + #"{"text":"Server is busy","code":9}"#
    channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in
      channel.close(promise: nil)
      refusal.fail(ConnectionRefused())
    }
    return refusal.futureResult
  }

  func handle(value: Value, logger: Logger) async {
    do {
      try await value.executeThenClose { inbound, outbound in
        for try await collected in inbound {
          let answer: HTTPAnswer
          switch collected.content {
          case .refused(let refusal): answer = refusal
          case .request(let request, let handler): answer = await handler.answer(request)
          }
          try await outbound.write(
            OutgoingAnswer(
              answer: answer, keepsAlive: collected.keepsAlive, isHead: collected.isHead))
        }
      }
    } catch {
      logger.trace("a connection ended", metadata: ["error": "\(error)"])
    }
  }
}
