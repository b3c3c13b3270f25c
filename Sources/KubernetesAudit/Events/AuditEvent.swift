package import EventModel

/// What audit events of the `audit.k8s.io` group look like.
///
/// Source: the Kubernetes API server's audit types, versions 1.7 to 1.36.
package enum AuditEvent {
  /// How the `apiVersion` of an event and of an `EventList` begins.
  package static let apiVersionPrefix = Bytes("audit.k8s.io/")

  /// How the API server's own log backend begins every event.
  package static let linePrefix = Bytes(#"{"kind":"Event","apiVersion":"audit.k8s.io/"#)

  /// How the API server begins the items of an `EventList`, where only the list says what they are.
  package static let itemPrefix = Bytes(#"{"level":""#)

  /// The top-level keys in the order in which the API server writes them.
  package static let keyOrder = [
    JSONFieldReader.OrderedKey("kind"), .init("apiVersion"), .init("level", isMandatory: true),
    .init("auditID", isMandatory: true), .init("stage", isMandatory: true),
    .init("requestURI", isMandatory: true), .init("verb", isMandatory: true),
    .init("user", isMandatory: true), .init("impersonatedUser"), .init("authenticationMetadata"),
    .init("sourceIPs"), .init("userAgent"), .init("objectRef"), .init("responseStatus"),
    .init("requestObject"), .init("responseObject"), .init("requestReceivedTimestamp"),
    .init("stageTimestamp"), .init("annotations"),
  ]

  /// The fields that tell when an event was logged, the best one first; `timestamp` is what
  /// releases before 1.12 wrote.
  package static let timestampFields = [
    Bytes("stageTimestamp"), Bytes("requestReceivedTimestamp"), Bytes("timestamp"),
  ]
}
