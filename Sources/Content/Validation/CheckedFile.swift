import Diagnostics

/// A content file as the rules see it.
struct CheckedFile: Sendable {
  let source: SourceText
  let kind: ContentKind
  let root: YAMLNode
  let item: LoadedFile.Item?
  /// The generation whose rules hold for the file.
  let shape: DetectionShape

  var path: String { source.name }

  /// The name without the folders.
  var fileName: String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The names of the folders above, from the outside in.
  var folders: [Substring] { path.split(separator: "/").dropLast() }

  /// Where the generation keeps its tags.
  var tags: YAMLNode {
    switch shape {
    case .escu4, .escu5: root["tags"] ?? root
    case .escu6: root["tags"] ?? root
    }
  }

  /// The values at a path; one that starts with `@` is looked for among the tags.
  func nodes(_ path: String) -> [YAMLNode] {
    path.hasPrefix("@")
      ? tags.nodes(at: String(path.dropFirst())) : root.nodes(at: path)
  }

  func texts(_ path: String) -> [(text: String, node: YAMLNode)] {
    nodes(path).compactMap { node in node.text.map { ($0, node) } }
  }

  var detection: Detection? {
    switch item {
    case .detection(let detection), .baseline(let detection): detection
    case .macro, .lookup, .story, .dataSource, .deployment, nil: nil
    }
  }

  var name: String? { root["name"]?.text }
  var status: String { root["status"]?.text?.lowercased() ?? "production" }
  var type: String? { root["type"]?.text }
  var isProduction: Bool { status == DetectionStatus.production.rawValue }

  func span(_ node: YAMLNode) -> Span { MappingReader.span(of: node, in: source) }

  /// How bad a name is that leads nowhere: the tools of ESCU 4 let it pass.
  var referenceSeverity: Diagnostic.Severity {
    switch shape {
    case .escu4: .warning
    case .escu5, .escu6: .error
    }
  }

  /// The place of a key's value; without the key, of the name, or the start of the file.
  func span(ofKey key: String) -> Span {
    if let node = root.pair(key)?.value { return span(node) }
    if let name = root["name"] { return span(name) }
    return Span(source, 0..<source.line(at: 0).range.upperBound)
  }

  /// The place of a key itself.
  func keySpan(_ pair: YAMLPair) -> Span {
    let end = min(pair.keyOffset + pair.key.utf8.count, source.bytes.count)
    return Span(source, pair.keyOffset..<max(end, pair.keyOffset))
  }

  /// An edit of a scalar that stands in the file as it reads, plain or in quotes on one line.
  func edit(_ node: YAMLNode, to text: String) -> ContentFix.Edit? {
    guard let scalar = node.scalar else { return nil }
    let bytes = Array(scalar.text.utf8)
    let start: Int
    switch scalar.style {
    case .plain: start = node.offset
    case .singleQuoted, .doubleQuoted: start = node.offset + 1
    case .literal, .folded: return nil
    }
    let end = start + bytes.count
    guard end <= source.bytes.count, source.bytes[start..<end].elementsEqual(bytes) else {
      return nil
    }
    return ContentFix.Edit(start..<end, text)
  }
}
