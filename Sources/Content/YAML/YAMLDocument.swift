import Diagnostics
import Yams

/// One parsed YAML file.
struct YAMLDocument {
  let source: SourceText
  let root: YAMLNode

  /// Parses a file that holds exactly one document.
  ///
  /// Errors: a `Diagnostic` with code `invalidYAML` at the place the parser stopped.
  init(_ source: SourceText) throws(Diagnostic) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let first = source.bytes.starts(with: mark) ? mark.count : 0
    guard let text = String(validating: source.bytes[first...], as: UTF8.self) else {
      let offset = Self.invalidOffset(source.bytes)
      throw Diagnostic(
        .invalidYAML, "a content file is UTF-8 text", at: Span(source, offset..<offset + 1),
        label: "this byte is not", help: "save the file as UTF-8")
    }
    guard AliasGrowth(source.bytes).bound <= Double(Conversion.limit) else {
      throw Self.tooLarge(source)
    }
    var lines = LineTable(source.bytes, from: first)
    let node: Node?
    do {
      node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw Self.diagnostic(error, in: source, lines: &lines)
    } catch {
      throw Diagnostic(.invalidYAML, "the file is not YAML: \(error)", at: Span(source, 0..<0))
    }
    guard let node else {
      throw Diagnostic(
        .invalidYAML, "a content file must not be empty", at: Span(source, 0..<0),
        help: "write the content, or remove the file")
    }
    var conversion = Conversion(lines: lines)
    root = conversion.convert(node)
    self.source = source
    guard conversion.remaining > 0 else { throw Self.tooLarge(source) }
  }

  private static func tooLarge(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .invalidYAML, "a content file has at most \(Conversion.limit) values",
      at: Span(source, 0..<0), help: "aliases (`*name`) count as often as they are used")
  }

  private static func invalidOffset(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return min(offset, max(bytes.count - 1, 0))
  }

  private static func diagnostic(
    _ error: YamlError, in source: SourceText, lines: inout LineTable
  ) -> Diagnostic {
    func place(_ mark: Mark) -> Span {
      let offset = lines.offset(line: mark.line - 1, column: mark.column - 1)
      return Span(source, offset..<offset)
    }
    func note(_ context: YamlError.Context?) -> [Diagnostic.Note] {
      guard let context, context.mark.line > 0 else { return [] }
      return [.init(context.text, at: place(context.mark))]
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      return Diagnostic(
        .invalidYAML, "the file is not YAML: \(problem)", at: place(mark),
        help: "check the indentation and the quotes at this place", notes: note(context))
    case .composer(_, let problem, let mark, _):
      let isSecond = problem.contains("another document")
      return Diagnostic(
        .invalidYAML,
        isSecond ? "a content file holds one YAML document" : "the file is not YAML: \(problem)",
        at: place(mark), label: isSecond ? "the second one starts here" : nil,
        help: isSecond ? "move it to a file of its own" : nil)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        .invalidYAML, "a mapping has each key once: \(names)", at: place(context.mark),
        label: "written more than once", help: "keep one of them")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0).utf8.count
      return Diagnostic(
        .invalidYAML, "the file is not YAML: \(problem)", at: Span(source, before..<before))
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return Diagnostic(.invalidYAML, "the file is not YAML: \(error)", at: Span(source, 0..<0))
    @unknown default:
      return Diagnostic(.invalidYAML, "the file is not YAML: \(error)", at: Span(source, 0..<0))
    }
  }
}

extension YAMLDocument {
  /// The parser's nodes as our own, with byte offsets.
  fileprivate struct Conversion {
    /// Aliases of aliases grow without bound, so the tree has one.
    static let limit = 200_000

    var lines: LineTable
    var remaining = limit

    init(lines: LineTable) {
      self.lines = lines
    }

    mutating func convert(_ node: Node) -> YAMLNode {
      remaining -= 1
      let offset = node.mark.map { lines.offset(line: $0.line - 1, column: $0.column - 1) } ?? 0
      switch node {
      case .scalar(let scalar):
        return YAMLNode(
          value: .scalar(YAMLScalar(text: scalar.string, style: style(scalar.style))),
          offset: offset)
      case .sequence(let sequence):
        var items: [YAMLNode] = []
        for item in sequence where remaining > 0 { items.append(convert(item)) }
        return YAMLNode(value: .sequence(items), offset: offset)
      case .mapping(let mapping):
        return YAMLNode(value: .mapping(pairs(mapping)), offset: offset)
      case .alias:
        return YAMLNode(value: .scalar(YAMLScalar(text: "", style: .plain)), offset: offset)
      }
    }

    private mutating func pairs(_ mapping: Node.Mapping) -> [YAMLPair] {
      var pairs: [YAMLPair] = []
      var merged: [YAMLPair] = []
      for (key, value) in mapping where remaining > 0 {
        let keyNode = convert(key)
        let valueNode = convert(value)
        let name = keyNode.scalar?.text ?? keyNode.kind
        if name == "<<", case .mapping(let more) = valueNode.value {
          merged += more
        } else {
          pairs.append(YAMLPair(key: name, keyOffset: keyNode.offset, value: valueNode))
        }
      }
      let own = Set(pairs.map(\.key))
      return pairs + merged.filter { !own.contains($0.key) }
    }

    private func style(_ style: Node.Scalar.Style) -> YAMLScalar.Style {
      switch style {
      case .any, .plain: .plain
      case .singleQuoted: .singleQuoted
      case .doubleQuoted: .doubleQuoted
      case .literal: .literal
      case .folded: .folded
      }
    }
  }
}
