/// Who sends a request of some kind, where, and for which object: what of it a policy looks at.
package struct RequestBox: Sendable, Equatable {
  /// The empty text: of no namespace, or of all at once.
  package var namespace: ValueSet = .any
  /// The name in the request's path.
  package var name: ValueSet = .any
  /// The path of a request that is for no resource.
  package var path: ValueSet = .any
  /// The empty text: nobody was authenticated.
  package var user: ValueSet = .any
  /// The caller is in one group of each of these.
  package var groups: [Set<String>] = []
  /// The caller is in none of these.
  package var otherGroups: Set<String> = []

  package init() {}

  static let unauthenticated = "system:unauthenticated"
  static let authenticated = "system:authenticated"
  static let anonymous = "system:anonymous"
  static let serviceAccounts = "system:serviceaccount:*"
  static let nodes = "system:node:*"

  package var isEmpty: Bool {
    if [namespace, name, path, user].contains(where: { $0.isEmpty }) { return true }
    if groups.contains(where: { $0.isSubset(of: otherGroups) }) { return true }
    return !otherGroups.isDisjoint(with: impliedGroups) || hasImpossibleGroup
  }

  /// Groups that every caller of the set is in.
  private var impliedGroups: Set<String> {
    let isNobody = !user.contains(Self.anonymous)
    guard let users = user.patterns else {
      return isNobody && !user.contains("") ? [Self.authenticated] : []
    }
    guard !users.isEmpty else { return [] }
    if users.allSatisfy({ $0 == Self.anonymous }) { return [Self.unauthenticated] }
    guard isNobody, !users.contains("") else { return [] }
    var groups: Set<String> = [Self.authenticated]
    if users.allSatisfy({ $0.hasPrefix("system:serviceaccount:") }) {
      groups.insert("system:serviceaccounts")
      let namespaces = Set(users.map { $0.split(separator: ":").dropFirst(2).first ?? "*" })
      if namespaces.count == 1, let one = namespaces.first, !one.contains("*") {
        groups.insert("system:serviceaccounts:" + one)
      }
    }
    if users.allSatisfy({ $0.hasPrefix("system:node:") }) { groups.insert("system:nodes") }
    return groups
  }

  /// A caller who must be in a group that none of the set can be in.
  private var hasImpossibleGroup: Bool {
    guard let users = user.patterns, !users.isEmpty else {
      return groups.contains([Self.unauthenticated]) && !user.contains(Self.anonymous)
    }
    if users.allSatisfy({ $0.isEmpty }) { return !groups.isEmpty }
    if users.allSatisfy({ $0 == Self.anonymous }) {
      return groups.contains { !$0.contains(Self.unauthenticated) }
    }
    let isAccount = users.allSatisfy { $0.hasPrefix("system:serviceaccount:") }
    if isAccount, groups.contains(where: { $0.allSatisfy { $0 == "system:nodes" } }) { return true }
    return !user.contains(Self.anonymous) && groups.contains([Self.unauthenticated])
  }

  package func intersection(_ other: RequestBox) -> RequestBox {
    var box = self
    box.namespace = namespace.intersection(other.namespace)
    box.name = name.intersection(other.name)
    box.path = path.intersection(other.path)
    box.user = user.intersection(other.user)
    box.groups += other.groups.filter { !groups.contains($0) }
    box.otherGroups.formUnion(other.otherGroups)
    return box
  }

  /// What is left without another set, in parts that have nothing in common.
  package func subtracting(_ other: RequestBox) -> [RequestBox] {
    var parts: [RequestBox] = []
    var rest = self
    for dimension in [\RequestBox.namespace, \.name, \.path, \.user] {
      var part = rest
      part[keyPath: dimension] = rest[keyPath: dimension].subtracting(other[keyPath: dimension])
      if !other[keyPath: dimension].isAny, !part.isEmpty { parts.append(part) }
      rest[keyPath: dimension] = rest[keyPath: dimension].intersection(other[keyPath: dimension])
    }
    for wanted in other.groups {
      var part = rest
      part.otherGroups.formUnion(wanted)
      if !part.isEmpty { parts.append(part) }
      if !rest.groups.contains(wanted) { rest.groups.append(wanted) }
    }
    return parts
  }
}

extension RequestBox {
  /// How the set is narrower than another, for a person; empty when it is the same.
  package func phrase(narrowing whole: RequestBox) -> String {
    var words: [String] = []
    func add(_ word: String, _ dimension: KeyPath<RequestBox, ValueSet>, none: String) {
      let set = self[keyPath: dimension]
      guard set != whole[keyPath: dimension] else { return }
      let known = whole[keyPath: dimension].exceptions
      words.append(word + " " + Self.phrase(set, besides: known, none: none))
    }
    add("by", \.user, none: "nobody authenticated")
    for group in groups where !whole.groups.contains(group) {
      words.append("by " + group.sorted().joined(separator: " or "))
    }
    add("in", \.namespace, none: "no namespace")
    add("named", \.name, none: "nothing")
    add("for", \.path, none: "nothing")
    return words.joined(separator: " ")
  }

  private static func phrase(
    _ set: ValueSet, besides known: [String], none: String
  ) -> String {
    func list(_ texts: [String]) -> String {
      let shown = texts.prefix(3).map { $0.isEmpty ? none : $0 }
      let more = texts.count > 3 ? " and \(texts.count - 3) more" : ""
      return shown.joined(separator: ", ") + more
    }
    guard let patterns = set.patterns else {
      return "others than " + list(set.exceptions.filter { !known.contains($0) })
    }
    return list(patterns)
  }
}
