import EventModel

/// The JSON text of one audit event, with the places of what a policy looks at and takes away.
struct AuditEventText {
  private let document: JSONDocument
  private let arena = Arena()
  /// The value of each member and the token behind it, by key.
  private var members: [String: Range<Int>] = [:]

  /// Errors: the text is no JSON object.
  init(_ text: Bytes, in document: JSONDocument) throws(JSONError) {
    self.document = document
    try document.index(text)
    guard document.byte(at: 0) == UInt8(ascii: "{") else {
      throw JSONError("an audit event is a JSON object")
    }
    members = try Self.members(of: 0, in: document)
  }

  private static func members(
    of token: Int, in document: JSONDocument
  ) throws(JSONError) -> [String: Range<Int>] {
    var members: [String: Range<Int>] = [:]
    try document.forEachMember(of: token) { (key, value) throws(JSONError) in
      members[key.string] = value..<(try document.skip(value))
    }
    return members
  }

  func string(_ key: String) -> String? { members[key].flatMap { string(at: $0.lowerBound) } }

  private func string(at token: Int) -> String? {
    guard let text = document.string(at: token) else { return nil }
    guard text.buffer.contains(UInt8(ascii: "\\")) else { return text.string }
    return try? JSONText.unescape(text, in: arena).string
  }

  /// What a policy looks at; nil when the text is no audit event.
  func request() throws(JSONError) -> AuditRequest? {
    guard let verb = string("verb"), string("level") != nil, string("stage") != nil else {
      return nil
    }
    let user = try members["user"].map { token throws(JSONError) in
      try Self.members(of: token.lowerBound, in: document)
    }
    let groups = try user?["groups"].map { token throws(JSONError) in
      try document.elements(of: token.lowerBound)
    }
    let name = user?["username"].flatMap { string(at: $0.lowerBound) } ?? ""
    return AuditRequest(
      verb: verb, user: name.isEmpty ? nil : name,
      groups: groups?.compactMap { string(at: $0.lowerBound) } ?? [],
      target: try target(verb: verb))
  }

  private func target(verb: String) throws(JSONError) -> AuditRequest.Target {
    let address = RequestPath.parts(of: string("requestURI") ?? "")
    guard let place = members["objectRef"] else { return .path(address.path) }
    let object = try Self.members(of: place.lowerBound, in: document)
    func text(_ key: String) -> String { object[key].flatMap { string(at: $0.lowerBound) } ?? "" }
    let subresource = text("subresource")
    // The name of an object that is created stands in its body, and a policy does not see it.
    let isCreation = verb == "create" && subresource.isEmpty
    let named = address.name.flatMap { $0.isEmpty ? nil : $0 }
    return .resource(
      AuditRequest.Resource(
        group: text("apiGroup"), resource: text("resource"), subresource: subresource,
        namespace: text("namespace"), name: named ?? (isCreation ? "" : text("name"))))
  }

  // MARK: Places

  /// The bytes of a member's value.
  func range(_ key: String) -> Range<Int>? { members[key].map { range($0) } }

  private func range(_ tokens: Range<Int>) -> Range<Int> {
    let start = document.offset(of: tokens.lowerBound)
    return start..<(start + document.value(tokens.lowerBound, end: tokens.upperBound).count)
  }

  /// The bytes to take away, commas included, so that the event is without these members.
  func removal(of keys: Set<String>) throws(JSONError) -> [Range<Int>] {
    try removal(of: keys, from: 0)
  }

  /// The bytes of `metadata.managedFields` in a body: of an object, the items of a list and the
  /// rows of a table.
  func managedFields(in key: String) throws(JSONError) -> [Range<Int>] {
    guard let body = members[key] else { return [] }
    var found = try managedFields(of: body.lowerBound)
    let parts = try Self.members(of: body.lowerBound, in: document)
    if let items = parts["items"] {
      for item in try document.elements(of: items.lowerBound) {
        found += try managedFields(of: item.lowerBound)
      }
    }
    if let rows = parts["rows"] {
      for row in try document.elements(of: rows.lowerBound) {
        let cells = try Self.members(of: row.lowerBound, in: document)
        if let object = cells["object"] { found += try managedFields(of: object.lowerBound) }
      }
    }
    return found
  }

  private func managedFields(of token: Int) throws(JSONError) -> [Range<Int>] {
    let object = try Self.members(of: token, in: document)
    guard let metadata = object["metadata"] else { return [] }
    return try removal(of: ["managedFields"], from: metadata.lowerBound)
  }

  private func removal(of keys: Set<String>, from token: Int) throws(JSONError) -> [Range<Int>] {
    var places: [(isRemoved: Bool, range: Range<Int>)] = []
    try document.forEachMember(of: token) { (key, value) throws(JSONError) in
      let end = range(value..<(try document.skip(value))).upperBound
      places.append((keys.contains(key.string), document.offset(of: value - 2)..<end))
    }
    var hasKept = false
    return places.indices.compactMap { index in
      let place = places[index]
      guard place.isRemoved else {
        hasKept = true
        return nil
      }
      if hasKept { return places[index - 1].range.upperBound..<place.range.upperBound }
      let isLast = index + 1 == places.count
      return place.range
        .lowerBound..<(isLast ? place.range.upperBound : places[index + 1].range.lowerBound)
    }
  }
}
