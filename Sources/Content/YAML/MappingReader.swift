import Diagnostics

/// Collects what is wrong with one file.
final class ContentReport {
  private(set) var diagnostics: [Diagnostic] = []

  func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}

/// Reads the keys of one mapping as the types they must have, and reports those that differ.
struct MappingReader {
  /// Whether a key that is not there is an error, worth a warning, or fine.
  enum Presence {
    case required, expected, optional
  }

  let source: SourceText
  /// Where the mapping stands in the file, as a person writes it: `tags.observable[0]`.
  let path: String
  let report: ContentReport
  private let pairs: [YAMLPair]
  private let offset: Int

  init(source: SourceText, path: String, pairs: [YAMLPair], offset: Int, report: ContentReport) {
    self.source = source
    self.path = path
    self.pairs = pairs
    self.offset = offset
    self.report = report
  }

  /// The reader of a document's root, or nil (and a diagnostic) when that is no mapping.
  init?(_ document: YAMLDocument, report: ContentReport) {
    guard case .mapping(let pairs) = document.root.value else {
      report.add(
        Diagnostic(
          .wrongType, "a content file is a mapping of keys to values",
          at: Self.span(of: document.root, in: document.source),
          label: "this is \(document.root.kind)", help: "start with `name: …`"))
      return nil
    }
    self.init(
      source: document.source, path: "", pairs: pairs, offset: document.root.offset, report: report)
  }

  var keys: [String] { pairs.map(\.key) }

  /// The value of a key; nil when it is absent or empty.
  func node(_ key: String) -> YAMLNode? {
    pairs.last { $0.key == key && !$0.value.isNull }?.value
  }

  func has(_ key: String) -> Bool { node(key) != nil }

  // MARK: Types

  func text(_ key: String, _ presence: Presence = .optional) -> String? {
    let text = scalar(key, presence, "a text") { $0.text }
    guard presence == .required, let text, !text.contains(where: { !$0.isWhitespace }) else {
      return text
    }
    missing(key, presence)
    return nil
  }

  func integer(_ key: String, _ presence: Presence = .optional) -> Int? {
    scalar(key, presence, "a whole number") { $0.integer }
  }

  /// A score, impact or confidence.
  ///
  /// Units: percent.
  func score(_ key: String, _ presence: Presence = .optional) -> Int? {
    scalar(key, presence, "a number from 0 to 100") { scalar in
      guard let number = scalar.number, (0...100).contains(number) else { return nil }
      return Int(number.rounded())
    }
  }

  func flag(_ key: String, _ presence: Presence = .optional) -> Bool? {
    scalar(key, presence, "`true` or `false`") { $0.flag }
  }

  /// A value out of a closed set, compared without regard to case.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ presence: Presence = .optional
  ) -> Choice? where Choice.RawValue == String {
    let names = Choice.allCases.map { $0.rawValue }
    guard let text = text(key, presence) else { return nil }
    let match = Choice.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    if let match { return match }
    let near = NearMiss.find(text, among: names)
    report.add(
      Diagnostic(
        .wrongType, "`\(name(key))` is one of \(names.map { "`\($0)`" }.joined(separator: ", "))",
        at: span(of: key), label: "this is `\(text)`", help: near.map { "did you mean `\($0)`?" }))
    return nil
  }

  /// A list of texts; with `allowsSingle` a lone text is a list of one.
  func texts(
    _ key: String, _ presence: Presence = .optional, allowsSingle: Bool = false
  ) -> [String] {
    if allowsSingle, let scalar = node(key)?.scalar { return [scalar.text] }
    return items(key, presence).compactMap { index, node in
      guard let scalar = node.scalar, !scalar.isNull else {
        wrongType(name(key) + "[\(index)]", "a text", node)
        return nil
      }
      return scalar.text
    }
  }

  func mapping(_ key: String, _ presence: Presence = .optional) -> MappingReader? {
    guard let node = node(key) else {
      missing(key, presence)
      return nil
    }
    return reader(node, path: name(key))
  }

  func mappings(_ key: String, _ presence: Presence = .optional) -> [MappingReader] {
    items(key, presence).compactMap { reader($1, path: name(key) + "[\($0)]") }
  }

  /// The pairs as written, for keys that are names themselves.
  var entries: [(key: String, keySpan: Span, node: YAMLNode)] {
    pairs.map { pair in
      let start = pair.keyOffset
      return (pair.key, keySpan(start, pair.key), pair.value)
    }
  }

  /// A decoded scalar all of whose bytes lead back to the file.
  func tracedText(_ key: String, _ presence: Presence = .optional) -> Span? {
    guard let node = node(key) else {
      missing(key, presence)
      return nil
    }
    return tracedText(node, name: name(key))
  }

  func tracedText(_ node: YAMLNode, name: String) -> Span? {
    guard let scalar = node.scalar else {
      wrongType(name, "a text", node)
      return nil
    }
    return ScalarAligner.text(scalar, at: node.offset, in: source).wholeSpan
  }

  private func scalar<Value>(
    _ key: String, _ presence: Presence, _ type: String, _ read: (YAMLScalar) -> Value?
  ) -> Value? {
    guard let node = node(key) else {
      missing(key, presence)
      return nil
    }
    if let scalar = node.scalar, let value = read(scalar) { return value }
    wrongType(name(key), type, node)
    return nil
  }

  private func items(_ key: String, _ presence: Presence) -> [(Int, YAMLNode)] {
    guard let node = node(key) else {
      missing(key, presence)
      return []
    }
    guard case .sequence(let items) = node.value else {
      wrongType(name(key), "a list", node)
      return []
    }
    return Array(items.enumerated().map { ($0, $1) })
  }

  private func reader(_ node: YAMLNode, path: String) -> MappingReader? {
    guard case .mapping(let pairs) = node.value else {
      wrongType(path, "a mapping", node)
      return nil
    }
    return MappingReader(
      source: source, path: path, pairs: pairs, offset: node.offset, report: report)
  }
}

extension MappingReader {
  // MARK: Places and reports

  func name(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

  /// Where a key's value stands; the mapping itself when the key is absent.
  func span(of key: String) -> Span {
    guard let node = pairs.last(where: { $0.key == key })?.value else { return span }
    return Self.span(of: node, in: source)
  }

  /// The line that the mapping starts on.
  var span: Span {
    let line = source.line(at: offset).range
    return Span(source, offset..<max(offset, line.upperBound))
  }

  static func span(of node: YAMLNode, in source: SourceText) -> Span {
    let line = source.line(at: node.offset).range
    var end = max(line.upperBound, node.offset)
    if let scalar = node.scalar, scalar.style == .plain {
      end = min(end, node.offset + scalar.text.utf8.count)
    }
    return Span(source, node.offset..<max(end, node.offset))
  }

  private func keySpan(_ start: Int, _ key: String) -> Span {
    Span(source, start..<min(start + key.utf8.count, source.bytes.count))
  }

  func missing(_ key: String, _ presence: Presence) {
    let severity: Diagnostic.Severity
    switch presence {
    case .optional: return
    case .required: severity = .error
    case .expected: severity = .warning
    }
    let place = path.isEmpty ? "the file" : "`\(path)`"
    report.add(
      Diagnostic(
        .missingKey, "\(place) needs the key `\(key)`", at: span,
        label: pairs.contains { $0.key == key } ? "`\(key)` is empty" : nil,
        help: nearKey(key).map { "`\($0)` is there: did you mean `\(key)`?" }
          ?? "add `\(key): …`", severity: severity))
  }

  private func nearKey(_ key: String) -> String? {
    NearMiss.find(key, among: keys.filter { $0 != key })
  }

  func wrongType(_ name: String, _ type: String, _ node: YAMLNode) {
    report.add(
      Diagnostic(
        .wrongType, "`\(name)` must be \(type)", at: Self.span(of: node, in: source),
        label: "this is \(node.kind)"))
  }

  /// Reports keys that nothing reads.
  func refuseUnknownKeys(besides known: [String]) {
    for entry in entries where !known.contains(entry.key) {
      let near = NearMiss.find(entry.key, among: known)
      let list = known.map { "`\($0)`" }.joined(separator: ", ")
      report.add(
        Diagnostic(
          .unknownKey, "unknown key `\(name(entry.key))`", at: entry.keySpan,
          help: near.map { "did you mean `\($0)`?" } ?? "the keys are \(list)"))
    }
  }
}
