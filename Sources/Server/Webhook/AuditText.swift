package import EventModel
import KubernetesAudit

/// Tells audit events from other texts by how the API server begins them.
package enum AuditText {
  package static func isEvent(_ text: Bytes) -> Bool {
    starts(text, with: AuditEvent.linePrefix) || starts(text, with: AuditEvent.itemPrefix)
  }

  private static func starts(_ text: Bytes, with prefix: Bytes) -> Bool {
    text.count >= prefix.count && text.slice(0..<prefix.count) == prefix
  }

  /// Whether the API server cut this event down to its size limit.
  ///
  /// Source: Kubernetes' truncating audit backend: the annotation `audit.k8s.io/truncated`, which
  /// stands at the event's end.
  package static func isTruncated(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let tail = UnsafeBufferPointer(rebasing: text.suffix(2048))
    // A slash is rarer than what the key begins with.
    guard let place = ByteSearch.first(of: mark, in: tail), place >= owner.count else {
      return false
    }
    let before = UnsafeBufferPointer(rebasing: tail[(place - owner.count)..<place])
    return before.elementsEqual(owner.buffer)
  }

  private static let owner = Bytes(#""audit.k8s.io"#)
  private static let mark = Bytes(#"/truncated":"true""#)
}
