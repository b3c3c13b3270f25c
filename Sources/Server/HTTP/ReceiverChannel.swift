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
    guard !isEncrypted else { return channel.eventLoop.makeFailedFuture(ConnectionRefused()) }
    return channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(ConnectionRefusal(gate: gate))
      return try NIOAsyncChannel(wrappingChannelSynchronously: channel, configuration: .init())
    }
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
