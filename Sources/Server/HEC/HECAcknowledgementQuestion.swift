import EventModel

/// `{"acks":[0,1,2]}`: which requests does the client want to hear about?
package struct HECAcknowledgementQuestion: Sendable, Equatable {
  package let ids: [UInt64]

  package init(_ body: [UInt8]) throws(HECFault) {
    guard body.contains(where: { $0 > 0x20 }) else { throw HECFault(.noData) }
    ids = try body.withUnsafeBufferPointer { buffer throws(HECFault) in
      guard let start = buffer.baseAddress else { return [] }
      do throws(JSONError) {
        return try Self.ids(Bytes(start: start, count: buffer.count))
      } catch {
        throw HECFault(.invalidDataFormat)
      }
    }
  }

  private static func ids(_ text: Bytes) throws(JSONError) -> [UInt64] {
    let document = JSONDocument()
    try document.index(text)
    guard try document.check(0) == document.tokenCount else { throw JSONError("more than one") }
    var list: Int?
    try document.forEachMember(of: 0) { (key, value) throws(JSONError) in
      if key == Bytes("acks") { list = value }
    }
    guard let list, document.byte(at: list) == UInt8(ascii: "[") else {
      throw JSONError("no list of ids")
    }
    var ids: [UInt64] = []
    for element in try document.elements(of: list) {
      let written =
        document.string(at: element.lowerBound)
        ?? document.value(element.lowerBound, end: element.upperBound)
      guard let id = UInt64(written.string) else { throw JSONError("an id is a whole number") }
      ids.append(id)
    }
    return ids
  }

  /// `{"acks":{"0":true,"1":false}}`
  package func answer(_ known: [Bool]) -> String {
    var seen: Set<UInt64> = []
    var members: [String] = []
    for (id, isKnown) in zip(ids, known) where seen.insert(id).inserted {
      members.append("\"\(id)\":\(isKnown)")
    }
    return #"{"acks":{"# + members.joined(separator: ",") + "}}"
  }
}
