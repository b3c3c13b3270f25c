import Content
import Diagnostics
import Testing

/// Source: Splunk Enterprise Security, drill-down searches: the tokens stand for the finding's
/// values and for the search that found it.
@Suite struct DrilldownTests {
  private let detection = SourceText(name: "d.yml", text: "index=a | stats count by user")

  private func filled(_ search: String, _ values: [String: [String]]) -> String {
    let drilldown = DrilldownSearch(
      name: "View", search: search, earliestOffset: "$info_min_time$",
      latestOffset: "$info_max_time$")
    return drilldown.filled(detection.wholeSpan) { values[$0] ?? [] }.text
  }

  @Test func originalAndValue() {
    #expect(
      filled("%original_detection_search% | search  user = $user$", ["user": ["amy"]])
        == #"index=a | stats count by user | search  user = "amy""#)
  }

  @Test func quotedTokenAndEscapes() {
    #expect(
      filled(#"search user="$user$" dest=$dest$"#, ["user": [#"CORP\amy"#], "dest": [#"a"b"#]])
        == #"search user="CORP\\amy" dest="a\"b""#)
  }

  @Test func severalValues() {
    let values = ["user": ["amy", "bob"], "dest": ["h"]]
    #expect(
      filled("search risk_object IN ($user$, $dest$)", values)
        == #"search risk_object IN ("amy", "bob", "h")"#)
    #expect(filled("search user = $user$", values) == #"search user = ("amy" OR "bob")"#)
    #expect(filled(#"search user = "$user$""#, values) == #"search user = ("amy" OR "bob")"#)
  }

  @Test func tokenWithoutValueStays() {
    #expect(filled("search user = $user$ cost=5$", [:]) == "search user = $user$ cost=5$")
  }
}
