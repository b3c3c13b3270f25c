/// How results are written.
package enum ResultFormat: String, CaseIterable, Sendable {
  case table, ndjson, json, csv, raw
}
