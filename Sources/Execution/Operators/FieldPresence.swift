import EventModel

/// Which of some fields had a value in some row so far.
struct FieldPresence {
  private let fields: [String]
  private var missing: [String]

  init(_ fields: [String]) {
    self.fields = fields
    missing = fields
  }

  /// Whether a field, one of those asked for, had a value.
  func has(_ field: String) -> Bool { !missing.contains(field) }

  /// The fields that had a value.
  var present: [String] { fields.filter { has($0) } }

  mutating func note(_ batch: Batch) {
    guard !missing.isEmpty else { return }
    missing.removeAll { !batch[$0].isAllNull }
  }

  mutating func merge(_ other: FieldPresence) {
    missing.removeAll { other.has($0) }
  }
}
