/// A YAML value and the byte of its file where it starts.
struct YAMLNode: Sendable {
  enum Value: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLPair])
  }

  let value: Value
  let offset: Int

  var scalar: YAMLScalar? {
    guard case .scalar(let scalar) = value else { return nil }
    return scalar
  }

  /// True for `key:`, `key: ~` and `key: null`.
  var isNull: Bool { scalar?.isNull ?? false }

  /// What a person calls this kind of value.
  var kind: String {
    switch value {
    case .scalar(let scalar): scalar.kind
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

struct YAMLPair: Sendable {
  let key: String
  let keyOffset: Int
  let value: YAMLNode
}

/// A scalar as it was decoded; its type is decided by whoever reads it.
struct YAMLScalar: Sendable {
  enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  let text: String
  let style: Style

  var isNull: Bool {
    style == .plain && ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The number of a scalar that reads as a whole one (`49`, `49.0`).
  var integer: Int? {
    if let number = Int(text) { return number }
    guard let number = Double(text) else { return nil }
    return Int(exactly: number)
  }

  var number: Double? {
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// The words of YAML 1.1, which the content's own tools read; quoted ones count, as there.
  var flag: Bool? {
    switch text.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: nil
    }
  }

  var kind: String {
    guard style == .plain else { return "a text" }
    if isNull { return "nothing" }
    if number != nil { return "a number" }
    return flag == nil ? "a text" : "a boolean"
  }
}
