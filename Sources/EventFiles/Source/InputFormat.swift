/// How files are read.
package enum InputFormat: String, Sendable, CaseIterable {
  /// Recognised by content, record by record.
  case auto
  /// Audit events, one a line.
  case audit
  /// JSON objects, one a line.
  case ndjson
  /// `EventList` documents of the audit webhook.
  case eventlist
  /// JSON documents: an array, several in a row, pretty-printed or not.
  case json
  /// CloudWatch Logs: subscription messages, exports, the Lambda envelope.
  case cloudwatch
  /// Envelopes of Splunk's HTTP event collector.
  case hec
  /// Docker's `json-file` logs.
  case docker
  /// Container logs in the CRI format.
  case cri
  /// Azure diagnostic records.
  case aks
  /// Lines with `key=value` pairs.
  case kv
  /// Plain lines, whatever they hold.
  case lines
}
