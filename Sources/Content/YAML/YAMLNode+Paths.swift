extension YAMLNode {
  var pairs: [YAMLPair] {
    guard case .mapping(let pairs) = value else { return [] }
    return pairs
  }

  var items: [YAMLNode] {
    guard case .sequence(let items) = value else { return [] }
    return items
  }

  /// The text of a scalar that holds one.
  var text: String? {
    guard let scalar, !scalar.isNull else { return nil }
    return scalar.text
  }

  /// The value of a key; nil when it is absent or empty.
  subscript(key: String) -> YAMLNode? {
    pairs.last { $0.key == key && !$0.value.isNull }?.value
  }

  func pair(_ key: String) -> YAMLPair? { pairs.last { $0.key == key } }

  /// The values at a path: `rba.risk_objects[].field`, where `[]` stands for each item.
  ///
  /// A lone scalar counts as a list of one.
  func nodes(at path: String) -> [YAMLNode] {
    var nodes = [self]
    for part in path.split(separator: ".") {
      let isList = part.hasSuffix("[]")
      let key = String(isList ? part.dropLast(2) : part)
      nodes = nodes.compactMap { $0[key] }
      if isList { nodes = nodes.flatMap { $0.scalar == nil ? $0.items : [$0] } }
    }
    return nodes
  }
}
