import EventModel

/// What answers to a replay say.
enum ReplayAnswer {
  /// The `ackId` of an answer.
  static func acknowledgement(_ body: [UInt8]) -> UInt64? {
    var id: UInt64?
    forEachMember(body) { document, key, value in
      if key == Bytes("ackId") {
        id = UInt64(document.value(value, end: value + 1).string)
      }
    }
    return id
  }

  /// The ids of `{"acks":{"0":true}}` that are true.
  static func stored(_ body: [UInt8]) -> Set<UInt64> {
    var ids: Set<UInt64> = []
    forEachMember(body) { document, key, value in
      guard key == Bytes("acks") else { return }
      try? document.forEachMember(of: value) { (id, answer) throws(JSONError) in
        guard document.byte(at: answer) == UInt8(ascii: "t"), let number = UInt64(id.string)
        else { return }
        ids.insert(number)
      }
    }
    return ids
  }

  private static func forEachMember(
    _ body: [UInt8], _ visit: (JSONDocument, Bytes, Int) -> Void
  ) {
    body.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      let document = JSONDocument()
      do throws(JSONError) {
        try document.index(Bytes(start: start, count: buffer.count))
        try document.forEachMember(of: 0) { (key, value) throws(JSONError) in
          visit(document, key, value)
        }
      } catch {
        // An answer in another form says nothing.
      }
    }
  }
}
