/// The fields that segments hold as columns, besides time and metadata.
///
/// A segment says which version of the list it was written with; one with another version is read
/// from its raw texts.
enum HotFields {
  static let version = 1

  /// In the order of their column numbers, which are part of the format.
  ///
  /// What the Kubernetes detections filter and group by, and what people ask of an audit log first;
  /// not `auditID` and `requestURI`, which would take more room than all others together.
  static let names = [
    "verb", "objectRef.resource", "objectRef.subresource", "objectRef.apiGroup",
    "objectRef.namespace", "objectRef.name", "user.username", "user.groups{}", "sourceIPs{}",
    "userAgent", "responseStatus.code", "responseStatus.reason", "responseStatus.status",
    "level", "stage", "impersonatedUser.username",
    "annotations.authorization.k8s.io/decision",
  ]

  static let numbers: [String: Int] = Dictionary(
    uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
}
