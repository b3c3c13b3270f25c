/// What a listener lets its clients do.
package struct ConnectionLimits: Sendable, Equatable {
  /// Open connections over all listeners of a service; further ones are refused at once.
  package var connections = 1024
  /// Bytes of one body, packed or unpacked.
  package var bodyBytes = 32 << 20
  /// Bytes of all bodies that are in memory at a time.
  package var bytesInFlight = 64 << 20
  /// Bytes of all headers of one request.
  package var headerBytes = 32 << 10
  /// Seconds from a connection's start, its TLS handshake included, to the end of the first head.
  package var headSeconds = 10.0
  /// Seconds between two pieces of a body.
  package var stallSeconds = 15.0
  /// Bytes a second that a body must come with in the long run, after `stallSeconds` of grace.
  package var slowestBytesPerSecond = 16 << 10
  /// Seconds from an answer to the end of the next request's head.
  package var idleSeconds = 75.0
  /// Seconds that a refused client has to take note before its connection is closed.
  package var lingerSeconds = 1.0
  /// Bytes of a refused body that are read over to keep a connection.
  package var skippedBytes = 1 << 20

  package init() {}
}
