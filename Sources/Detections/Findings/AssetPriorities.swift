package import EventModel

/// How much the objects of findings matter, as somebody has written it down.
package struct AssetPriorities: Sendable {
  private let assets: [(object: WildcardPattern, priority: AssetPriority)]

  /// - Parameter assets: patterns for values of objects; letters of either case are alike.
  package init(_ assets: [(object: String, priority: AssetPriority)] = []) {
    self.assets = assets.map { (WildcardPattern($0.object, isCaseSensitive: false), $0.priority) }
  }

  /// The highest priority of all that match; nil where none does.
  package func priority(of objects: [String]) -> AssetPriority? {
    assets.filter { asset in objects.contains { asset.object.matches($0) } }
      .map(\.priority).max { $0.rank < $1.rank }
  }
}

extension AssetPriority {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
