import Diagnostics
import EventModel
import QueryPlan

/// `iplocation`: sets fields to where an address is.
///
/// An address that has no place sets nothing; a place that lacks a name has an empty text for it.
/// Several addresses in a field give several values. A network stands for its own address.
/// Source: Splunk Search Reference, `iplocation`.
struct IplocationExtractor: FieldExtractor {
  let field: String
  let prefix: String
  /// What is told of a place, in the order in which the fields are set.
  let names: [String]
  let database: any GeoDatabase

  static let usualNames = ["City", "Country", "Region", "lat", "lon"]
  static let allNames = [
    "City", "Continent", "Country", "MetroCode", "Region", "Timezone", "lat", "lon",
  ]

  var summary: String {
    let isUsual = names == Self.usualNames || names == Self.allNames
    return "iplocation \(field)" + (prefix.isEmpty ? "" : " prefix=\(prefix)")
      + (isUsual ? "" : ": " + names.joined(separator: ", "))
  }

  var writes: [String]? { names.map { prefix + $0 } }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard (writes ?? []).contains(where: { wanted.contains($0) }) else { return wanted }
    return wanted.union(FieldNeeds([field]))
  }

  func narrowed(to wanted: FieldNeeds) -> (any FieldExtractor)? {
    let kept = names.filter { wanted.contains(prefix + $0) }
    guard !kept.isEmpty else { return nil }
    return IplocationExtractor(field: field, prefix: prefix, names: kept, database: database)
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let input = batch[field]
    var written = WrittenColumns(batch, in: context)
    // Reading a place takes long, and finding that there is none does not.
    var known: [Bytes: GeoLocation] = [:]
    for row in 0..<batch.rowCount {
      let places = input[row].texts(in: context.arena).compactMap { text -> GeoLocation? in
        if !known.isEmpty, let place = known[text] { return place }
        let address = text.slice(0..<(text.buffer.firstIndex(of: UInt8(ascii: "/")) ?? text.count))
        let place = database.location(of: address.string)
        if let place { known[text] = place }
        return place
      }
      guard !places.isEmpty else { continue }
      for name in names {
        let values = places.map { context.arena.store(Self.text(name, of: $0)) }
        written.set(prefix + name, row: row, to: context.arena.cell(values))
      }
    }
    return written.columns
  }

  private static func text(_ name: String, of place: GeoLocation) -> String {
    switch name {
    case "City": place.city ?? ""
    case "Continent": place.continent ?? ""
    case "Country": place.country ?? ""
    case "MetroCode": place.metroCode ?? ""
    case "Region": place.region ?? ""
    case "Timezone": place.timezone ?? ""
    case "lat": place.latitude.map { DecimalRounding.text($0, places: 5) } ?? ""
    default: place.longitude.map { DecimalRounding.text($0, places: 5) } ?? ""
    }
  }
}
