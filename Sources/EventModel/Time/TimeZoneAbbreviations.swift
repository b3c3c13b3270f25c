/// The short names of time zones in use, as the tz database spells them.
///
/// Foundation answers `GMT+2` for most zones outside the reader's own locale, where a log says
/// `CEST`; zones without an alphabetic name are numbers (`+03`), as they are in the tz database.
enum TimeZoneAbbreviations {
  private struct Rule {
    let offset: Int
    let standard: String?
    let daylight: String?
  }

  private static let european = [
    Rule(offset: 0, standard: "WET", daylight: nil),
    Rule(offset: 3600, standard: "CET", daylight: "WEST"),
    Rule(offset: 7200, standard: "EET", daylight: "CEST"),
    Rule(offset: 10_800, standard: nil, daylight: "EEST"),
  ]
  private static let moscow = [
    Rule(offset: 10_800, standard: "MSK", daylight: "EEST"),
    Rule(offset: 14_400, standard: "MSK", daylight: "MSD"),
  ]
  private static let british = [
    Rule(offset: 0, standard: "GMT", daylight: "GMT"),
    Rule(offset: 3600, standard: "BST", daylight: "BST"),
  ]
  private static let irish = [
    Rule(offset: 0, standard: "GMT", daylight: "GMT"),
    Rule(offset: 3600, standard: "IST", daylight: "IST"),
  ]
  private static let northAmerican = [
    Rule(offset: -9000, standard: nil, daylight: "NDT"),
    Rule(offset: -10_800, standard: nil, daylight: "ADT"),
    Rule(offset: -12_600, standard: "NST", daylight: nil),
    Rule(offset: -14_400, standard: "AST", daylight: "EDT"),
    Rule(offset: -18_000, standard: "EST", daylight: "CDT"),
    Rule(offset: -21_600, standard: "CST", daylight: "MDT"),
    Rule(offset: -25_200, standard: "MST", daylight: "PDT"),
    Rule(offset: -28_800, standard: "PST", daylight: "AKDT"),
    Rule(offset: -32_400, standard: "AKST", daylight: "HDT"),
    Rule(offset: -36_000, standard: "HST", daylight: nil),
  ]
  private static let australian = [
    Rule(offset: 28_800, standard: "AWST", daylight: nil),
    Rule(offset: 32_400, standard: nil, daylight: "AWDT"),
    Rule(offset: 34_200, standard: "ACST", daylight: nil),
    Rule(offset: 36_000, standard: "AEST", daylight: nil),
    Rule(offset: 37_800, standard: nil, daylight: "ACDT"),
    Rule(offset: 39_600, standard: nil, daylight: "AEDT"),
  ]

  private static func fixed(_ hours: Double, _ name: String, daylight: String? = nil) -> [Rule] {
    let offset = Int(hours * 3600)
    return [
      Rule(offset: offset, standard: name, daylight: nil),
      Rule(offset: offset + 3600, standard: nil, daylight: daylight),
    ]
  }

  private static let single: [String: [Rule]] = [
    "Europe/London": british, "Europe/Belfast": british, "Europe/Jersey": british,
    "Europe/Guernsey": british, "Europe/Isle_of_Man": british, "GB": british,
    "Europe/Dublin": irish, "Europe/Moscow": moscow, "Europe/Simferopol": moscow,
    "Europe/Kirov": moscow, "Europe/Volgograd": moscow,
    "EST": fixed(-5, "EST"), "MST": fixed(-7, "MST"), "HST": fixed(-10, "HST"),
    "Pacific/Honolulu": northAmerican, "Pacific/Auckland": fixed(12, "NZST", daylight: "NZDT"),
    "Atlantic/Bermuda": northAmerican, "Atlantic/Canary": european, "Atlantic/Madeira": european,
    "Asia/Tokyo": fixed(9, "JST"), "Asia/Seoul": fixed(9, "KST"), "Asia/Shanghai": fixed(8, "CST"),
    "Asia/Taipei": fixed(8, "CST"), "Asia/Macau": fixed(8, "CST"),
    "Asia/Hong_Kong": fixed(8, "HKT"), "Asia/Manila": fixed(8, "PST"),
    "Asia/Kolkata": fixed(5.5, "IST"), "Asia/Calcutta": fixed(5.5, "IST"),
    "Asia/Karachi": fixed(5, "PKT", daylight: "PKST"), "Asia/Jakarta": fixed(7, "WIB"),
    "Asia/Makassar": fixed(8, "WITA"), "Asia/Jayapura": fixed(9, "WIT"),
    "Asia/Jerusalem": fixed(2, "IST", daylight: "IDT"),
    "Asia/Tel_Aviv": fixed(2, "IST", daylight: "IDT"),
    "Asia/Beirut": european, "Asia/Nicosia": european, "Asia/Famagusta": european,
    "Africa/Cairo": european, "Africa/Tripoli": european, "Africa/Algiers": european,
    "Africa/Tunis": european, "Africa/Ceuta": european,
    "Africa/Johannesburg": fixed(2, "SAST"), "Africa/Lagos": fixed(1, "WAT"),
    "Africa/Luanda": fixed(1, "WAT"), "Africa/Kinshasa": fixed(1, "WAT"),
    "Africa/Nairobi": fixed(3, "EAT"), "Africa/Addis_Ababa": fixed(3, "EAT"),
    "Africa/Kampala": fixed(3, "EAT"), "Africa/Dar_es_Salaam": fixed(3, "EAT"),
    "Africa/Maputo": fixed(2, "CAT"), "Africa/Harare": fixed(2, "CAT"),
    "Africa/Lusaka": fixed(2, "CAT"), "Africa/Kigali": fixed(2, "CAT"),
    "Africa/Accra": fixed(0, "GMT"), "Africa/Abidjan": fixed(0, "GMT"),
    "Africa/Dakar": fixed(0, "GMT"), "Atlantic/Reykjavik": fixed(0, "GMT"),
  ]

  private static let northAmericanCities: Set<String> = [
    "New_York", "Detroit", "Toronto", "Montreal", "Chicago", "Menominee", "Winnipeg", "Regina",
    "Mexico_City", "Monterrey", "Merida", "Cancun", "Chihuahua", "Ciudad_Juarez", "Hermosillo",
    "Mazatlan", "Denver", "Boise", "Edmonton", "Phoenix", "Los_Angeles", "Vancouver", "Tijuana",
    "Whitehorse", "Yellowknife", "Iqaluit", "Anchorage", "Juneau", "Nome", "Sitka", "Adak",
    "Halifax", "Moncton", "Glace_Bay", "Goose_Bay", "St_Johns", "Puerto_Rico", "Santo_Domingo",
    "Jamaica", "Nassau", "Port-au-Prince", "Panama", "Guatemala", "Costa_Rica", "El_Salvador",
    "Managua", "Tegucigalpa", "Belize", "Barbados", "Martinique", "Cayman", "Indianapolis",
    "Louisville",
  ]

  private static func rules(_ zone: String) -> [Rule] {
    if let rules = single[zone] { return rules }
    let parts = zone.split(separator: "/").map(String.init)
    guard parts.count > 1 else {
      return ["CET", "EET", "WET", "MET", "Portugal", "Poland"].contains(zone)
        ? european
        : ["EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"].contains(zone) ? northAmerican : []
    }
    switch parts[0] {
    case "Europe", "Arctic": return european
    case "Australia": return australian
    case "US", "Canada": return northAmerican
    case "America":
      let region = ["Indiana", "Kentucky", "North_Dakota"].contains(parts[1])
      return region || northAmericanCities.contains(parts[1]) ? northAmerican : []
    default: return []
    }
  }

  static func name(zone: String, offset: Int, isDaylight: Bool) -> String {
    let rule = rules(zone).first { $0.offset == offset }
    return (isDaylight ? rule?.daylight : rule?.standard) ?? numeric(offset)
  }

  /// `+03`, `-0330`.
  static func numeric(_ offset: Int) -> String {
    let minutes = abs(offset) / 60
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    let tail = minutes % 60 == 0 ? "" : two(minutes % 60)
    return (offset < 0 ? "-" : "+") + two(minutes / 60) + tail
  }

  /// Names that a timestamp may carry, whichever zone reads it.
  ///
  /// Units: seconds, daylight saving included. Only names with one common meaning in logs; others
  /// are read if the search's own zone uses them.
  static let common: [String: Int] = [
    "Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "ZULU": 0, "WET": 0, "WEST": 3600, "BST": 3600,
    "CET": 3600, "MET": 3600, "CEST": 7200, "MEST": 7200, "EET": 7200, "EEST": 10_800,
    "MSK": 10_800, "SAST": 7200, "JST": 32_400, "KST": 32_400, "HKT": 28_800, "NZST": 43_200,
    "NZDT": 46_800, "AEST": 36_000, "AEDT": 39_600, "ACST": 34_200, "ACDT": 37_800,
    "AWST": 28_800, "EST": -18_000, "EDT": -14_400, "CST": -21_600, "CDT": -18_000,
    "MST": -25_200, "MDT": -21_600, "PST": -28_800, "PDT": -25_200, "AKST": -32_400,
    "AKDT": -28_800, "HST": -36_000, "AST": -14_400, "ADT": -10_800, "NST": -12_600,
    "NDT": -9000,
  ]
}
