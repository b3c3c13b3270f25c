/// Everything that the listeners need to know.
package struct ReceiverConfiguration: Sendable {
  /// One address and what is served there.
  package struct Listener: Sendable {
    /// For messages.
    package var name: String
    package var host: String
    /// 0 for any free port.
    package var port: Int
    /// Nil for plain text, which only somebody who asked for it should get.
    package var encryption: ListenerEncryption?
    /// The first one that knows a path serves it.
    package var handlers: [any RequestHandler]

    package init(
      name: String, host: String, port: Int, encryption: ListenerEncryption?,
      handlers: [any RequestHandler]
    ) {
      self.name = name
      self.host = host
      self.port = port
      self.encryption = encryption
      self.handlers = handlers
    }
  }

  package var listeners: [Listener]
  package var limits = ConnectionLimits()

  package init(listeners: [Listener]) {
    self.listeners = listeners
  }
}
