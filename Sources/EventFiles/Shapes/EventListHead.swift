import EventModel
import KubernetesAudit

/// The part of an `EventList` before its items.
enum EventListHead {
  private static let largest = 4096

  /// The `apiVersion`, if the text is the beginning of an `EventList` up to the bracket of its
  /// items.
  static func apiVersion(_ text: Bytes) -> [UInt8]? {
    guard text.count < largest else { return nil }
    let upToColon = text.trimmed
    guard upToColon.last == UInt8(ascii: ":"),
      upToColon.slice(0..<(upToColon.count - 1)).trimmed.ends(with: Bytes(#""items""#))
    else { return nil }
    let arena = Arena()
    let document = JSONDocument()
    do {
      try document.index(arena.join([text, Bytes("[]}")]))
      guard case .eventList(_, let version) = try Envelope(document, at: 0, mayBeEnvelope: false)
      else { return nil }
      return version.array
    } catch {
      return nil
    }
  }
}
