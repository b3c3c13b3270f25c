/// What is known of a record before it is parsed.
enum RecordKind: Int, CaseIterable {
  /// An audit event as the API server writes it.
  case audit
  /// JSON whose fields stand in it as they are.
  case json
  /// A plain line.
  case text
  /// An envelope, or not looked at closely enough.
  case unknown
}
