import EventModel

/// What a subscription of CloudWatch Logs delivers, also by way of Firehose and Lambda.
///
/// Shape: `{"messageType":"DATA_MESSAGE","logEvents":[{"timestamp":…,"message":"…"}],…}`, or the
/// base64 of its gzip under `awslogs.data`.
/// Source: CloudWatch Logs' subscription filters.
struct SubscriptionPayload {
  struct Message {
    var text: Bytes
    /// Microseconds since the epoch.
    var time: Int64?
  }

  /// Empty for a control message, which only asks whether somebody is there.
  let messages: [Message]
  /// Holds the messages' texts.
  private let arena: Arena

  private static let largest = 64 << 20
  private static let marks = [
    Bytes(#"{"messageType":"#), Bytes(#"{"owner":"#), Bytes(#"{"awslogs":"#),
  ]

  /// Nil for any other text.
  init?(_ text: Bytes) {
    guard text.count > 0, text[0] == UInt8(ascii: "{"),
      Self.marks.contains(where: { mark in
        text.count > mark.count && text.slice(0..<mark.count) == mark
      })
    else { return nil }
    let arena = Arena()
    do throws(JSONError) {
      guard let messages = try Self.messages(text, arena) else { return nil }
      self.messages = messages
    } catch {
      return nil
    }
    self.arena = arena
  }

  private static func messages(_ text: Bytes, _ arena: Arena) throws(JSONError) -> [Message]? {
    let document = JSONDocument()
    try document.index(text)
    guard try document.check(0) == document.tokenCount else { return nil }
    var type: Bytes?
    var events: Int?
    var packed: Int?
    try document.forEachMember(of: 0) { (key, value) throws(JSONError) in
      if key == Bytes("messageType") { type = document.string(at: value) }
      if key == Bytes("logEvents") { events = value }
      if key == Bytes("awslogs") { packed = value }
    }
    if let packed, document.byte(at: packed) == UInt8(ascii: "{") {
      guard let inside = try unpacked(document, packed, arena) else { return nil }
      return try messages(inside, arena)
    }
    guard let type, let events else { return nil }
    if type == Bytes("CONTROL_MESSAGE") { return [] }
    var found: [Message] = []
    for element in try document.elements(of: events) {
      var message: Bytes?
      var time: Int64?
      try document.forEachMember(of: element.lowerBound) { (key, value) throws(JSONError) in
        if key == Bytes("message") { message = document.string(at: value) }
        if key == Bytes("timestamp") {
          time = Int64(document.value(value, end: value + 1).string).map { $0 * 1000 }
        }
      }
      guard let message else { return nil }
      found.append(Message(text: try JSONText.unescape(message, in: arena), time: time))
    }
    return found
  }

  private static func unpacked(
    _ document: JSONDocument, _ token: Int, _ arena: Arena
  ) throws(JSONError) -> Bytes? {
    var data: Bytes?
    try document.forEachMember(of: token) { (key, value) throws(JSONError) in
      if key == Bytes("data") { data = document.string(at: value) }
    }
    guard let data,
      let packed = Base64Text.decode(data.string.replacing("\\", with: ""))
    else { return nil }
    return Self.inflated(packed).map { arena.store($0) }
  }

  /// Nil for what is not gzip, or unpacks to more than a delivery may have.
  static func inflated(_ packed: [UInt8]) -> [UInt8]? {
    do throws(BodyFault) {
      let inflater = try Inflater(limit: largest)
      var plain: [UInt8] = []
      var fault: BodyFault?
      packed.withUnsafeBytes { bytes in
        do throws(BodyFault) { try inflater.unpack(bytes, into: &plain) } catch { fault = error }
      }
      if let fault { throw fault }
      try inflater.finish()
      return plain
    } catch {
      return nil
    }
  }
}
