/// Fields of an event that do not come from its text.
package enum EventFields {
  /// Set by the receiver: the same for all events of a file unless an envelope says otherwise.
  package static let metadata = ["host", "index", "source", "sourcetype"]

  /// Whether a field's value need not stand in the event's text, so that no literal of a search
  /// for it may be used to skip the event. `kind` and `apiVersion` of an item in an `EventList`
  /// stand in the list only.
  package static func isDerived(_ field: String) -> Bool {
    metadata.contains(field) || field == "kind" || field == "apiVersion"
      || (field.hasPrefix("_") && field != "_raw") || field.hasPrefix("date_")
      || ["punct", "linecount", "eventtype", "tag", "splunk_server", "timestamp"].contains(field)
  }

  /// Whether no rule of a source type may set the field: what the receiver says of an event.
  package static func isFixed(_ field: String) -> Bool {
    metadata.contains(field) || ["_raw", "_time", "_indextime"].contains(field)
  }
}
