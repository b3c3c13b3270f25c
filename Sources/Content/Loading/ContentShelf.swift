import Diagnostics

/// Where the two identifiers of an item are written.
protocol ContentOrigin: Sendable {
  var nameSpan: Span? { get }
  var idSpan: Span? { get }
}

/// The items of one kind, in which a later folder's replace an earlier one's by name or id.
struct ContentShelf<Item: Sendable, Origin: ContentOrigin> {
  private struct Place {
    let item: Item
    let name: String
    let id: String?
    let folder: Int
    let origin: Origin
  }

  private var places: [Place?] = []
  private var byName: [String: Int] = [:]
  private var byID: [String: Int] = [:]

  /// Ordering: by folder and path; a replacement takes the place of what it replaces.
  var items: [Item] { places.compactMap { $0?.item } }

  /// Adds an item, or says which one of the same folder already has its name or id.
  mutating func insert(
    _ item: Item, name: String, id: String?, folder: Int, from origin: Origin
  ) -> Diagnostic? {
    let nameIndex = byName[name]
    let idIndex = id.flatMap { byID[$0] }
    let taken = [nameIndex, idIndex].compactMap { $0 }
    if let index = taken.first(where: { places[$0]?.folder == folder }), let first = places[index] {
      let isName = first.name == name
      let identifier = isName ? "name `\(name)`" : "id `\(id ?? "")`"
      let place = isName ? first.origin.nameSpan : first.origin.idSpan
      return Diagnostic(
        .duplicateIdentifier, "the \(identifier) is used twice in one folder",
        at: isName ? origin.nameSpan : origin.idSpan, label: "this file is not used",
        help: "give one of the two another \(isName ? "name" : "id"), or remove it",
        notes: [.init("first used here", at: place)])
    }
    for index in taken { remove(index) }
    let index = taken.first ?? places.count
    if taken.isEmpty { places.append(nil) }
    places[index] = Place(item: item, name: name, id: id, folder: folder, origin: origin)
    byName[name] = index
    if let id { byID[id] = index }
    return nil
  }

  private mutating func remove(_ index: Int) {
    guard let place = places[index] else { return }
    byName[place.name] = nil
    if let id = place.id { byID[id] = nil }
    places[index] = nil
  }
}
