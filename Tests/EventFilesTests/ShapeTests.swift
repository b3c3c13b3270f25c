import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Testing

@Suite struct ShapeTests {
  /// An audit event as the API server writes it.
  private func event(_ id: Int, second: Int = 1) -> String {
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"id-\#(id)","#
      + #""stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"u"},"#
      + #""requestReceivedTimestamp":"2026-01-01T00:00:00.000000Z","#
      + #""stageTimestamp":"2026-01-01T00:00:0\#(second).500000Z"}"#
  }

  /// A text as the inside of a JSON string.
  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
      .replacingOccurrences(of: "\n", with: "\\n")
  }

  private func raws(
    _ text: String, _ format: InputFormat = .auto, chunkSize: Int = 1 << 20
  ) throws -> [String] {
    let result = try TestScan.run(
      text: text, options: TestScan.options(format, chunkSize: chunkSize))
    #expect(result.report.problems == [])
    return result.values("_raw").reversed()
  }

  @Test func auditEventsNewestFirst() throws {
    let text = "\(event(1))\n\(event(2))\n\(event(3))\n"
    let result = try TestScan.run(text: text)
    #expect(result.values("auditID") == ["id-3", "id-2", "id-1"])
    #expect(result.values("source") == ["kubernetes", "kubernetes", "kubernetes"])
    #expect(result.values("sourcetype").first == "_json")
    #expect(result.values("index").first == "main")
    #expect(result.values("host").first == "laptop")
    // Source: DESIGN §3: `_time` is stageTimestamp. 2026-01-01T00:00:00Z is 1767225600.
    #expect(result.values("_time").first == "1767225601.5")
    #expect(result.values("_raw").last == event(1))
    #expect(result.report.records == 3)
    #expect(result.report.files == 1)
  }

  @Test func columnsOfEverythingBeginWithTheBuiltInOnes() throws {
    let result = try TestScan.run(text: #"{"b":1,"a":{"c":2},"source":"own"}"# + "\n")
    let batch = try #require(result.collector.ordered.first)
    #expect(
      Array(batch.fields)
        == ["_time", "host", "index", "source", "sourcetype", "_raw", "b", "a.c"])
    #expect(result.values("source").first?.hasSuffix("/file.log") == true)
  }

  @Test func needsPickColumns() throws {
    let result = try TestScan.run(
      text: event(1) + "\n", needs: FieldNeeds(["verb", "_indextime", "nothing", "user.*"]))
    let batch = try #require(result.collector.ordered.first)
    #expect(Set(batch.fields) == ["verb", "_indextime", "user.username"])
    #expect(result.values("_indextime") == ["1800000000"])
  }

  @Test func overridesWin() throws {
    var options = TestScan.options()
    options.source = "s"
    options.sourcetype = "t"
    options.host = "h"
    options.index = "i"
    let envelope = #"{"event":{"a":1},"source":"x","host":"y","index":"z","sourcetype":"w"}"#
    let result = try TestScan.run(text: event(1) + "\n" + envelope + "\n", options: options)
    #expect(result.values("source") == ["s", "s"])
    #expect(result.values("sourcetype") == ["t", "t"])
    #expect(result.values("host") == ["h", "h"])
    #expect(result.values("index") == ["i", "i"])
  }

  @Test func eventListsOnOneLineAndPretty() throws {
    let bare = #"{"level":"Metadata","auditID":"a","stage":"Panic","requestURI":"/","verb":"get"}"#
    let full = #"{"kind":"Event","apiVersion":"audit.k8s.io/v1beta1","auditID":"b"}"#
    let list = #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":["#
    for (text, records) in [
      ("\(list)\(bare),\(full)]}\n", 1),
      // Over several lines, the items are read one by one.
      (
        "{\n \"kind\": \"EventList\",\n \"apiVersion\": \"audit.k8s.io/v1\",\n \"items\": [\n"
          + "  \(bare),\n  \(full)\n ],\n \"metadata\": {\"a\": [1]}\n}\n", 2
      ),
      (
        "{\n \"items\": [\n  \(bare),\n  \(full)\n ],\n \"kind\": \"EventList\",\n"
          + " \"apiVersion\": \"audit.k8s.io/v1\"}\n", 1
      ),
    ] {
      let result = try TestScan.run(text: text)
      #expect(result.values("_raw") == [full, bare])
      #expect(result.values("kind") == ["Event", "Event"])
      #expect(result.values("apiVersion") == ["audit.k8s.io/v1beta1", "audit.k8s.io/v1"])
      #expect(result.values("source") == ["kubernetes", "kubernetes"])
      #expect(result.report.records == records)
      #expect(result.report.problems == [])
    }
  }

  @Test func arraysAndDocumentsInARow() throws {
    #expect(try raws(#"[{"a":1},{"a":2}]"#) == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(
      try raws("[\n  {\"a\": 1},\n  {\"a\": [\n    2]}\n]\n") == [
        "{\"a\": 1}", "{\"a\": [\n    2]}",
      ])
    #expect(
      try raws("{\n\"a\":1\n}\n{\n\"a\":\"}\\\"{\"\n}") == [
        "{\n\"a\":1\n}", "{\n\"a\":\"}\\\"{\"\n}",
      ])
    #expect(try raws(#"{"a":1}{"a":2}"#) == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(try raws(#"{"a":1}{"a":2}"# + "\n" + #"{"a":3} {"a":4}"#).count == 4)
    #expect(try raws("[]").isEmpty)
  }

  @Test func documentsAcrossPieces() throws {
    let documents = (1...50).map { "{\n  \"a\": \($0),\n  \"b\": \"{[\\\"\"\n}" }
    for size in [1, 7, 64, 1000] {
      #expect(try raws(documents.joined(separator: "\n"), chunkSize: size) == documents)
    }
  }

  @Test func cloudWatch() throws {
    let message = escaped(event(1))
    let subscription =
      #"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","#
      + #""subscriptionFilters":[],"logEvents":[{"id":"1","timestamp":1767225601500,"message":"\#(message)"},"#
      + #"{"id":"2","timestamp":1767225602500,"message":"plain text user=alice"}]}"#
    let control =
      #"{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logEvents":[{"id":"","timestamp":0,"message":"check"}]}"#
    let result = try TestScan.run(text: subscription + "\n" + control + "\n")
    #expect(result.values("_raw") == ["plain text user=alice", event(1)])
    #expect(result.values("_time") == ["1767225602.5", "1767225601.5"])
    #expect(result.values("user") == ["alice", "-"])
    #expect(result.report.records == 2)

    let export =
      #"{"events":[{"logStreamName":"s","timestamp":1767225601500,"message":"\#(message)"}],"nextToken":"x"}"#
    #expect(try raws(export + "\n") == [event(1)])
    #expect(
      try raws("{\n\"events\": [\n{\"timestamp\": 1, \"message\": \"\(message)\"}\n]}\n") == [
        event(1)
      ])
    #expect(
      try raws("2026-01-01T00:00:00Z \(event(1))\n2026-01-01T00:00:00.1Z stream-1 \(event(2))\n")
        == [event(1), event(2)])
  }

  @Test func collectorEnvelopes() throws {
    let text =
      #"{"time":1767225609.25,"host":"h","source":"s","sourcetype":"t","index":"i","event":{"a":"x"},"fields":{"cluster":"c"}}"#
      + #"{"event":"user=bob did \"it\"","time":"1767225610"}"# + "\n"
      + #"{"event":"\#(escaped(event(1)))"}"#
    let result = try TestScan.run(text: text)
    #expect(result.values("_raw") == [event(1), #"user=bob did "it""#, #"{"a":"x"}"#])
    #expect(result.values("_time") == ["1767225601.5", "1767225610", "1767225609.25"])
    #expect(result.values("host") == ["laptop", "laptop", "h"])
    #expect(result.values("source").suffix(1) == ["s"])
    #expect(result.values("sourcetype") == ["_json", "text", "t"])
    #expect(result.values("index") == ["main", "main", "i"])
    #expect(result.values("cluster") == ["-", "-", "c"])
    #expect(result.values("user") == ["-", "bob", "-"])
  }

  @Test func dockerLinesAndTheirParts() throws {
    let whole = event(1)
    let half = whole.index(whole.startIndex, offsetBy: 100)
    let parts = [String(whole[..<half]), String(whole[half...]) + "\n"]
    let text =
      #"{"log":"\#(escaped(event(2)))\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}"# + "\n"
      + parts.map { #"{"log":"\#(escaped($0))","stream":"stdout","time":"2026-01-01T00:00:05Z"}"# }
      .joined(separator: "\n") + "\n"
      + #"{"log":"hello user=eve\n","stream":"stderr","time":"2026-01-01T00:00:09.5Z"}"# + "\n"
    for size in [1 << 20, 50] {
      let result = try TestScan.run(text: text, options: TestScan.options(chunkSize: size))
      #expect(result.values("_raw") == ["hello user=eve", event(1), event(2)])
      #expect(result.values("_time") == ["1767225609.5", "1767225601.5", "1767225601.5"])
      #expect(result.report.brokenRecords == 0)
    }
  }

  @Test func containerLinesAndTheirParts() throws {
    let whole = event(1)
    let half = whole.index(whole.startIndex, offsetBy: 100)
    let text =
      "2026-01-01T00:00:03.123456789Z stdout F \(event(2))\n"
      + "2026-01-01T00:00:04.123456789Z stdout P \(whole[..<half])\n"
      + "2026-01-01T00:00:04.223456789Z stderr F noise a=b\n"
      + "2026-01-01T00:00:04.323456789Z stdout F \(whole[half...])\n"
    for size in [1 << 20, 50] {
      let result = try TestScan.run(text: text, options: TestScan.options(chunkSize: size))
      #expect(Set(result.values("_raw")) == [event(2), "noise a=b", event(1)])
      #expect(result.report.brokenRecords == 0)
      #expect(result.values("_time").contains("1767225604.223457"))
    }
    // A value that stands across two parts is found all the same.
    let found = try TestScan.run(
      text: text, TestScan.match("auditID", "id-1"), needs: FieldNeeds(["auditID"]))
    #expect(found.values("auditID").contains("id-1"))
  }

  @Test func azureRecords() throws {
    let text =
      #"{"records":[{"category":"kube-audit","time":"2026-01-01T00:00:09Z","properties":{"log":"\#(escaped(event(1)))\n","pod":"p"}},"#
      + #"{"category":"kube-audit","properties":{"log":\#(event(2))}},{"category":"other","x":1}]}"#
    let result = try TestScan.run(text: text)
    #expect(result.values("_raw") == [#"{"category":"other","x":1}"#, event(2), event(1)])
    #expect(result.values("auditID") == ["-", "id-2", "id-1"])
  }

  // Source: the layout of Falco's text output.
  @Test func keyValueLines() throws {
    let text =
      #"12:18:18.691: Notice A shell (evt_type=execve user=root command="bash -il" a.b=1,c=2;d= k8s_pod_name=p-1)"#
      + "\nplain line\n  indented\n"
    let result = try TestScan.run(text: text)
    #expect(result.values("user") == ["-", "-", "root"])
    #expect(result.values("command") == ["-", "-", "bash -il"])
    #expect(result.values("a.b") == ["-", "-", "1"])
    #expect(result.values("c") == ["-", "-", "2"])
    #expect(result.values("d") == ["-", "-", "-"])
    #expect(result.values("k8s_pod_name") == ["-", "-", "p-1"])
    #expect(result.values("_raw").prefix(2) == ["  indented", "plain line"])
    #expect(result.values("sourcetype") == ["text", "text", "text"])
    #expect(result.values("_time").first == "1800000000")
  }

  @Test func linesFormatTakesNothingForJSON() throws {
    let text = #"{"a":1}"# + "\n{broken\n"
    #expect(try raws(text, .lines) == [#"{"a":1}"#, "{broken"])
  }

  @Test func mixedRecords() throws {
    let text = [
      event(1), #"{"a":"x"}"#, #"{"event":{"a":"y"},"source":"s"}"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event(2))]}"#,
    ].joined(separator: "\n")
    #expect(try raws(text) == [event(1), #"{"a":"x"}"#, #"{"a":"y"}"#, event(2)])
  }

  @Test func timesOfLines() throws {
    let lines = [
      ("2026-01-01T00:00:01Z x", "1767225601"), ("2026-01-01 00:00:01.5 x", "1767225601.5"),
      ("[2026/01/01 00:00:01] x", "1767225601"), ("2026-01-01T02:00:01,25+0200 x", "1767225601.25"),
      (#"1.2.3.4 - - [01/Jan/2026:01:00:01 +0100] "GET /""#, "1767225601"),
      // No year: the last one before arrival, which is in January 2027.
      ("Jan  1 00:00:01 host sshd: x", "1798761601"), ("Dec 31 00:00:00 x", "1798675200"),
      ("nothing", "1800000000"),
      ("2026-13-01T00:00:01Z", "1800000000"),
    ]
    let result = try TestScan.run(text: lines.map { $0.0 }.joined(separator: "\n"))
    #expect(result.values("_time").reversed() == lines.map { $0.1 })
  }

  @Test func timesOfJSON() throws {
    let lines = [
      (#"{"timestamp":"2026-01-01T00:00:01Z"}"#, "1767225601"),
      (#"{"time":1767225601500}"#, "1767225601.5"), (#"{"ts":1767225601.25}"#, "1767225601.25"),
      (#"{"time":"noon","@timestamp":"2026-01-01T00:00:01+00:00"}"#, "1767225601"),
      (#"{"a":1}"#, "1800000000"),
    ]
    let result = try TestScan.run(text: lines.map { $0.0 }.joined(separator: "\n"))
    #expect(result.values("_time").reversed() == lines.map { $0.1 })
  }
}
