import NIOCore

/// Tells a client that there are too many connections, and ends its own.
final class ConnectionRefusal: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let text =
    "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
    + "Content-Type: application/json\r\nContent-Length: 34\r\n\r\n"
    + #"{"text":"Server is busy","code":9}"#

  private let gate: ConnectionGate
  private var isWaiting = false

  init(gate: ConnectionGate) {
    self.gate = gate
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.text)), promise: nil)
    // A client that is still sending would lose the answer to a closed socket; a flood of them
    // must not pile up here.
    guard gate.beginWait() else {
      context.close(promise: nil)
      return
    }
    isWaiting = true
    context.close(mode: .output, promise: nil)
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(200)) {
      context.close(promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func channelInactive(context: ChannelHandlerContext) {
    if isWaiting { gate.endWait() }
    isWaiting = false
    context.fireChannelInactive()
  }
}
