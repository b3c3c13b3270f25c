import Diagnostics
import EventModel
import QueryPlan
import SPLLibrary
import Testing

/// `lookup`, `inputlookup` and `iplocation`.
@Suite struct CommandsLookupTests {
  private static let prices = LookupTable(
    definition: LookupDefinition(name: "prices"), fields: ["productId", "product_name", "Code"],
    rows: [["DB", "Mediocre Kingdoms", "A"], ["DC", "Dream Crusher", "B"], ["DX", "", "E"]])

  private static func harness(
    _ table: LookupTable, _ rows: [[(field: String, values: [String])]]? = nil
  ) -> CommandsHarness {
    var harness = CommandsHarness(rows)
    var knowledge = SampleKnowledge()
    knowledge.tables.append(table)
    harness.knowledge = knowledge
    return harness
  }

  private static func table(
    _ matching: [String: LookupDefinition.Matching], caseSensitive: Bool = true,
    default text: String? = nil, minimum: Int = 0, maximum: Int = 1000, _ fields: [String],
    _ rows: [[String]]
  ) -> LookupTable {
    LookupTable(
      definition: LookupDefinition(
        name: "t", matching: matching, isCaseSensitive: caseSensitive, defaultMatch: text,
        minimumMatches: minimum, maximumMatches: maximum),
      fields: fields, rows: rows)
  }

  // Source: Search Reference, lookup: OUTPUT, OUTPUTNEW, AS, all columns without OUTPUT.
  @Test func outputs() {
    let rows: [[(field: String, values: [String])]] = [
      [("n", ["1"]), ("Code", ["A"]), ("product_name", ["kept"])], [("n", ["2"]), ("Code", ["A"])],
      [("n", ["3"]), ("Code", ["F"])], [("n", ["4"])],
    ]
    let harness = Self.harness(Self.prices, rows)
    harness.expect(
      "| lookup prices Code OUTPUTNEW product_name | table n product_name",
      ["n=1 product_name=kept", "n=2 product_name=Mediocre Kingdoms", "n=3", "n=4"])
    harness.expect(
      "| lookup prices Code OUTPUT product_name | table n product_name",
      [
        "n=1 product_name=Mediocre Kingdoms", "n=2 product_name=Mediocre Kingdoms", "n=3", "n=4",
      ])
    harness.expect(
      "| lookup local=true update=t prices Code output product_name as p, productId AS id | table n p id",
      ["n=1 p=Mediocre Kingdoms id=DB", "n=2 p=Mediocre Kingdoms id=DB", "n=3", "n=4"])
    harness.expect(
      "| lookup prices Code | table n product_name productId",
      [
        "n=1 product_name=Mediocre Kingdoms productId=DB",
        "n=2 product_name=Mediocre Kingdoms productId=DB", "n=3", "n=4",
      ])
  }

  // Source: Search Reference, lookup: several matches give several values; an empty cell none.
  @Test func severalMatches() {
    let table = Self.table(
      [:], ["k", "v"], [["a", "1"], ["b", "2"], ["a", "3"], ["a", ""], ["a", "4"]])
    Self.harness(table, [[("k", ["a"])], [("k", ["b", "a"])]]).expect(
      "| lookup t k OUTPUT v | table v", ["v=1,3,4", "v=2,1,3,4"])
    let limited = Self.table([:], maximum: 2, ["k", "v"], [["a", "1"], ["a", "2"], ["a", "3"]])
    Self.harness(limited, [[("k", ["a"])]]).expect("| lookup t k | table v", ["v=1,2"])
  }

  // Source: Knowledge Manager Manual, field matching rules: min_matches and default_match.
  @Test func defaults() {
    let table = Self.table(
      [:], default: "false", minimum: 1, ["k", "v", "w"], [["a", "1", ""]])
    Self.harness(table, [[("k", ["a"])], [("k", ["x"])], [("o", ["1"])]]).expect(
      "| lookup t k | table v w", ["v=1", "v=false w=false", ""])
  }

  // Source: Knowledge Manager Manual, field matching rules: case_sensitive_match.
  @Test func caseOfKeys() {
    let rows: [[(field: String, values: [String])]] = [[("k", ["Ab"])]]
    Self.harness(Self.table([:], ["k", "v"], [["aB", "1"]]), rows).expect(
      "| lookup t k | table v", [""])
    Self.harness(Self.table([:], caseSensitive: false, ["k", "v"], [["aB", "1"]]), rows).expect(
      "| lookup t k | table v", ["v=1"])
  }

  // Source: Search Reference, lookup: several fields must match.
  @Test func severalKeys() {
    let table = Self.table(
      ["b": .wildcard], ["a", "b", "v"], [["1", "x*", "p"], ["1", "*z", "q"], ["2", "*", "r"]])
    Self.harness(
      table,
      [
        [("a", ["1"]), ("b", ["xyz"])], [("a", ["2"]), ("b", ["xyz"])], [("a", ["1"])],
        [("a", ["1"]), ("b", ["y"])],
      ]
    ).expect("| lookup t a, b OUTPUT v | table v", ["v=p,q", "v=r", "", ""])
  }

  // Source: Knowledge Manager Manual, match_type WILDCARD.
  @Test func wildcards() {
    let patterns = [
      "*.foo.com", "bar*", "*middle*", "exact", "*", "a*b*c", "", "*.verylongdomain.example*",
    ]
    let table = Self.table(
      ["p": .wildcard], caseSensitive: false, ["p", "n"],
      patterns.enumerated().map { [$1, "\($0)"] })
    let texts = [
      "www.FOO.com", "barn", "xmiddley", "exact", "nothing", "aXbYc", "",
      "m.verylongdomain.example.org",
      "foo.com",
    ]
    Self.harness(table, texts.map { [("p", [$0])] }).expect(
      "| lookup t p OUTPUT n | table n",
      ["n=0,4", "n=1,4", "n=2,4", "n=3,4", "n=4", "n=4,5", "n=4,6", "n=4,7", "n=4"])
  }

  // Source: Search Reference, lookup, extended example: IPv6 CIDR.
  @Test func networks() {
    let table = Self.table(
      ["ip": .cidr], ["ip", "expected"],
      [
        ["2001:0db8:ffff:ffff:ffff:ffff:ffff:ff00/120", "true"], ["10.0.0.0/8", "private"],
        ["10.1.2.3", "host"],
      ])
    Self.harness(
      table,
      [
        [("ip", ["2001:0db8:ffff:ffff:ffff:ffff:ffff:ff99"])], [("ip", ["10.1.2.3"])],
        [("ip", ["11.0.0.1"])], [("ip", ["x"])],
      ]
    ).expect(
      "| lookup t ip OUTPUT expected | table expected",
      ["expected=true", "expected=private,host", "", ""])
  }

  @Test func blanksInHeadersDoNotCount() {
    let table = Self.table([:], ["k", " v"], [["a", "1"]])
    let harness = Self.harness(table, [[("k", ["a"])]])
    harness.expect("| lookup t k OUTPUTNEW v | table v", ["v=1"])
    harness.expect("| lookup t k | table v", ["v=1"])
  }

  @Test func lookupRefuses() {
    let harness = Self.harness(Self.prices, [])
    #expect(
      harness.refusal("| lookup price Code") == "unknownLookup at `price`: did you mean `prices`?")
    #expect(
      harness.refusal("| lookup prices code")
        == "missingLookupField at `code`: did you mean `Code`?")
    #expect(
      harness.refusal("| lookup prices Code OUTPUT nme").hasPrefix("missingLookupField at `nme`"))
    #expect(harness.refusal("| lookup prices").hasPrefix("missingArgument"))
    #expect(harness.refusal("| lookup prices Code OUTPUT").hasPrefix("missingArgument"))
    #expect(
      harness.refusal("| lookup updat=true prices Code")
        == "unknownOption at `updat`: did you mean `update`?")
  }

  // Source: Search Reference, inputlookup: start, max, where.
  @Test func inputlookupMakesRows() {
    let harness = Self.harness(Self.prices)
    harness.expect(
      "| inputlookup prices",
      [
        "productId=DB product_name=Mediocre Kingdoms Code=A",
        "productId=DC product_name=Dream Crusher Code=B", "productId=DX Code=E",
      ])
    harness.expect("| inputlookup start=1 max=1 prices | table Code", ["Code=B"])
    harness.expect(
      #"| inputlookup prices where Code=b OR product_name="med*" | table Code"#,
      ["Code=A", "Code=B"])
    harness.expect("| inputlookup start=9 prices", [])
    #expect(harness.refusal("| inputlookup").hasPrefix("missingArgument"))
    #expect(harness.refusal("| inputlookup xyz").hasPrefix("unknownLookup at `xyz`"))
    #expect(harness.refusal("| makeresults | inputlookup prices").hasPrefix("commandPosition"))
  }

  // Source: Search Reference, iplocation: fields added, none for addresses without a place.
  @Test func iplocationSetsPlaces() {
    let harness = Self.harness(
      Self.prices,
      [
        [("ip", ["203.0.113.7"])], [("ip", ["10.0.0.1"])], [("ip", ["203.0.113.8"])],
        [("o", ["1"])], [("ip", ["203.0.113.7/32", "x", "203.0.113.8"])],
      ])
    harness.expect(
      "| iplocation ip | table City Country Region lat lon",
      [
        "City=Springfield Country=Freedonia Region=North lat=12.50000 lon=-7.25000", "",
        "City= Country=Freedonia Region=North lat=12.50000 lon=-7.25000", "",
        "City=Springfield, Country=Freedonia,Freedonia Region=North,North lat=12.50000,12.50000"
          + " lon=-7.25000,-7.25000",
      ])
    harness.expect(
      "| iplocation prefix=src_ allfields=true ip | head 1 | fields - ip",
      [
        "src_City=Springfield src_Continent=Atlantis src_Country=Freedonia src_MetroCode=501"
          + " src_Region=North src_Timezone=Etc/UTC src_lat=12.50000 src_lon=-7.25000"
      ])
  }

  @Test func iplocationRefuses() {
    let harness = Self.harness(Self.prices, [])
    #expect(harness.refusal("| iplocation").hasPrefix("missingArgument"))
    #expect(harness.refusal("| iplocation lang=de ip").hasPrefix("unsupportedOption at `de`"))
    #expect(
      harness.refusal("| iplocation prefx=a ip")
        == "unknownOption at `prefx`: did you mean `prefix`?")
    let nowhere = CommandsHarness([])
    let refusal = nowhere.refusal("| iplocation ip")
    #expect(refusal.hasPrefix("missingGeoDatabase at `iplocation`"))
    #expect(refusal.contains("--geoip FILE") && refusal.contains("geoip:"))
  }

  /// A field that an extractor may leave alone must still come in.
  @Test func needsAreSound() throws {
    let harness = Self.harness(Self.prices)
    for (search, wanted, expected) in [
      ("search x | lookup prices Code OUTPUT product_name", "product_name", "product_name, Code"),
      ("search x | lookup prices Code OUTPUT product_name", "other", "other"),
      (#"search x | rex field=a "(?<b>x)""#, "b", "b, a"),
      (#"search x | rex field=a "(?<b>x)""#, "c", "c"),
      ("search x | iplocation ip", "City", "City, ip"),
      ("search x | addtotals fieldname=s a*", "s", "s, a*"),
      ("search x | convert ctime(a) AS b", "b", "b, a"),
      ("search x | replace a WITH b", "f", "f"),
    ] {
      let step = try #require(try harness.plan(search).steps.last)
      #expect(step.needs(for: FieldNeeds([wanted])).description == expected, "\(search)")
    }
  }
}
