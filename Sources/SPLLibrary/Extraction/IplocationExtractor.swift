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
  let allFields: Bool
  let database: any GeoDatabase

  /// The fields in the order in which they are set.
  private static let names = ["City", "Country", "Region", "lat", "lon"]
  private static let allNames = [
    "City", "Continent", "Country", "MetroCode", "Region", "Timezone", "lat", "lon",
  ]

  private var fieldNames: [String] { allFields ? Self.allNames : Self.names }

  var summary: String { "iplocation \(field)" + (prefix.isEmpty ? "" : " prefix=\(prefix)") }

  var writes: [String]? { fieldNames.map { prefix + $0 } }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard (writes ?? []).contains(where: { wanted.contains($0) }) else { return wanted }
    return wanted.union(FieldNeeds([field]))
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let input = batch[field]
    var written = WrittenColumns(batch, in: context)
    var known: [String: GeoLocation?] = [:]
    for row in 0..<batch.rowCount {
      let places = input[row].texts(in: context.arena).compactMap { text -> GeoLocation? in
        let address = String(text.string.prefix { $0 != "/" })
        if let place = known[address] { return place }
        let place = database.location(of: address)
        known[address] = .some(place)
        return place
      }
      guard !places.isEmpty else { continue }
      for name in fieldNames {
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
