import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What both schemas of JUnit reports ask, as far as ours use them.
///
/// Source: `JUnit.xsd` of Windy Road (required attributes, their order of elements) and
/// `junit-10.xsd` of Jenkins (no time of a suite below a millisecond, no other attributes).
final class JUnitShape: NSObject, XMLParserDelegate {
  private(set) var problems: [String] = []
  /// By the name of the element.
  private(set) var counts: [String: Int] = [:]
  private var stack: [String] = []
  /// What a suite says of itself, against what is in it.
  private var suite: [String: String] = [:]
  private var found: [String: Int] = [:]
  private var ids: [String] = []

  private static let parents: [String: String] = [
    "testsuites": "", "testsuite": "testsuites", "properties": "testsuite",
    "testcase": "testsuite", "system-out": "testsuite", "system-err": "testsuite",
    "failure": "testcase", "error": "testcase", "skipped": "testcase",
  ]

  private static let attributes: [String: Set<String>] = [
    "testsuite": [
      "name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "skipped",
      "time",
    ],
    "testcase": ["name", "classname", "time"],
    "failure": ["message", "type"], "error": ["message", "type"],
  ]

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { problems.append("no XML: \(String(describing: parser.parserError))") }
    expect(Set(ids).count == ids.count, "ids of suites are unique")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    counts[name, default: 0] += 1
    let parent = stack.last ?? ""
    expect(Self.parents[name] == parent, "<\(name)> in <\(parent)>")
    let wanted = Self.attributes[name] ?? []
    expect(Set(attributes.keys) == wanted, "<\(name)> has \(attributes.keys.sorted())")
    stack.append(name)
    switch name {
    case "testsuite":
      suite = attributes
      found = [:]
      ids.append(attributes["id"] ?? "")
      expect(matches(attributes["time"], #"\d+\.\d{1,3}"#), "the time of a suite")
      expect(
        matches(attributes["timestamp"], #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"#), "a timestamp")
      expect(attributes["hostname"]?.isEmpty == false, "a name of the machine")
    case "testcase":
      found["tests", default: 0] += 1
      expect(matches(attributes["time"], #"\d+(\.\d+)?"#), "the time of a case")
      expect(attributes["name"]?.isEmpty == false, "a name of the case")
    case "failure", "error":
      found[name + "s", default: 0] += 1
    case "skipped":
      found[name, default: 0] += 1
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    stack.removeLast()
    guard name == "testsuite" else { return }
    for key in ["tests", "failures", "errors", "skipped"] {
      expect(suite[key] == String(found[key] ?? 0), "\(key) counts what is there")
    }
  }

  private func matches(_ text: String?, _ pattern: String) -> Bool {
    text?.range(of: "^(\(pattern))$", options: .regularExpression) != nil
  }

  private func expect(_ holds: Bool, _ rule: String) {
    if !holds { problems.append("not so: " + rule) }
  }
}
