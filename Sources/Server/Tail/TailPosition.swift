/// How far a log file was read: the checkpoint that is stored together with its events.
///
/// Shape: as text, `1 DEVICE INODE OFFSET HEAD`, the head in base64.
package struct TailPosition: Sendable, Equatable {
  package var identity: FileIdentity
  /// Behind the last byte whose event is stored.
  package var offset: UInt64

  package init(identity: FileIdentity, offset: UInt64) {
    self.identity = identity
    self.offset = offset
  }

  package var text: [UInt8] {
    Array(
      "1 \(identity.device) \(identity.inode) \(offset) \(Base64Text.encode(identity.head))".utf8)
  }

  /// Nil for what is no position.
  package init?(text: [UInt8]) {
    let parts = String(decoding: text, as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "1", let device = UInt64(parts[1]),
      let inode = UInt64(parts[2]), let offset = UInt64(parts[3]),
      let head = Base64Text.decode(String(parts[4]))
    else { return nil }
    self.init(
      identity: FileIdentity(device: device, inode: inode, head: head), offset: offset)
  }
}
