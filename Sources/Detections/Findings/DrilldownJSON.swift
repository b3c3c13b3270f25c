import EventModel

/// Filled drill-down searches as a JSON array.
enum DrilldownJSON {
  static func text(_ drilldowns: [FilledDrilldown]) -> String {
    let objects = drilldowns.map { drilldown in
      var object = JSONObjectWriter()
      object.text("name", drilldown.name)
      object.text("search", drilldown.search)
      object.number("earliest", drilldown.earliest)
      object.number("latest", drilldown.latest)
      return String(decoding: object.finished(), as: UTF8.self)
    }
    return "[" + objects.joined(separator: ",") + "]"
  }

  /// Nothing of a text that is none of ours.
  static func drilldowns(_ text: String) -> [FilledDrilldown] {
    guard case .array(let items) = try? JSONValue.parse(text) else { return [] }
    return items.compactMap { item in
      guard case .string(let name) = item["name"], case .string(let search) = item["search"],
        case .number(_, let earliest) = item["earliest"],
        case .number(_, let latest) = item["latest"]
      else { return nil }
      return FilledDrilldown(name: name, search: search, earliest: earliest, latest: latest)
    }
  }
}
