import Diagnostics
import EventStore
import Server
import Testing

/// Source of every expectation: the collector's behaviour as measured on Splunk 10.4.
@Suite struct HECEventDecoderTests {
  private static var token: HECToken {
    HECToken(name: "agent", value: Secret("s3cret"))
  }

  private func decode(
    _ body: String, token: HECToken = Self.token, query: String = "", indexes: Set<String>? = nil
  ) -> HECDecoding {
    var decoder = HECEventDecoder(
      token: token, defaults: HECDefaults(host: "server:8088", indexes: indexes),
      query: QueryString(query), arrival: 1_000_000)
    return decoder.decode(Array(body.utf8))
  }

  @Test func aTextIsAnEventWithTheDefaults() {
    let decoding = decode(#"{"event":"hello"}"#)
    #expect(decoding.fault == nil)
    #expect(decoding.block.texts == ["hello"])
    #expect(decoding.block.times == [1_000_000])
    #expect(
      decoding.block.described == [
        EventBlock.Metadata(
          index: "main", source: "http:agent", sourcetype: "httpevent", host: "server:8088")
      ])
  }

  @Test func theEnvelopeNamesTheMetadataOfItsOwnEventOnly() {
    let decoding = decode(
      #"{"time":1447828325.123456,"host":"h","source":"s","sourcetype":"t","index":"i","event":"a"}"#
        + #" {"event":"b"}"#)
    #expect(decoding.fault == nil)
    #expect(decoding.block.times == [1_447_828_325_123_456, 1_000_000])
    #expect(decoding.block.described.map { $0.index } == ["i", "main"])
    #expect(decoding.block.described.map { $0.host } == ["h", "server:8088"])
    #expect(decoding.block.described.map { $0.sourcetype } == ["t", "httpevent"])
    #expect(decoding.block.described.map { $0.source } == ["s", "http:agent"])
  }

  @Test(arguments: [
    (#"{"event":{"a": [1, "x"]}}"#, #"{"a": [1, "x"]}"#), (#"{"event":{}}"#, "{}"),
    (#"{"event":[]}"#, "[]"), (#"{"event":0}"#, "0"), (#"{"event":-1.5e3}"#, "-1.5e3"),
    (#"{"event":"a\"b\n\u00e9"}"#, "a\"b\né"), (#"{"event":true}"#, "true"),
    (#"{"other":1,"event":"x"}"#, "x"),
  ])
  func anyValueIsAnEvent(_ body: String, _ text: String) {
    let decoding = decode(body)
    #expect(decoding.fault == nil)
    #expect(decoding.block.texts == [text])
  }

  @Test(arguments: [
    ("", HECFault(.noData)), (" \n", HECFault(.noData)), ("{}", HECFault(.noData)),
    (#"{"other":1}"#, HECFault(.noData)),
    ("x", HECFault(.invalidDataFormat, eventNumber: 0)),
    (#"{"event":"a""#, HECFault(.invalidDataFormat, eventNumber: 0)),
    (#"{"event":null}"#, HECFault(.invalidDataFormat, eventNumber: 0)),
    (#"{"event":false}"#, HECFault(.invalidDataFormat, eventNumber: 0)),
    (#"{"event":{"a":tru}}"#, HECFault(.invalidDataFormat, eventNumber: 0)),
    (#"{"event":""}"#, HECFault(.eventBlank, eventNumber: 0)),
    (#"{"event":"  "}"#, HECFault(.eventBlank, eventNumber: 0)),
    (#"{"time":1}"#, HECFault(.eventRequired, eventNumber: 0)),
    (#"{"event":"a","fields":{"x":{"y":1}}}"#, HECFault(.indexedFieldsError, eventNumber: 0)),
    (#"{"event":"a","fields":[1]}"#, HECFault(.invalidDataFormat, eventNumber: 0)),
    (#"{"event":"a","time":"soon"}"#, HECFault(.indexedFieldsError, eventNumber: 0)),
    (#"{"event":"a","time":123456789012345}"#, HECFault(.indexedFieldsError, eventNumber: 0)),
  ])
  func whatIsWrongIsNamed(_ body: String, _ fault: HECFault) {
    let decoding = decode(body)
    #expect(decoding.fault == fault)
    #expect(decoding.block.isEmpty)
  }

  @Test(
    arguments: [
      (#"1447828325"#, 1_447_828_325_000_000), (#""1447828325.5""#, 1_447_828_325_500_000),
      ("1447828325123", 1_447_828_325_123_000), ("1447828325123456789", 1_447_828_325_123_456),
      ("1.447828325e9", 1_447_828_325_000_000), ("0", 0),
    ] as [(String, Int64)])
  func timesHaveSeveralForms(_ time: String, _ expected: Int64) {
    let decoding = decode(#"{"event":"a","time":\#(time)}"#)
    #expect(decoding.fault == nil)
    #expect(decoding.block.times == [expected])
  }

  @Test(arguments: [
    #"{"event":"b}"#, #"{"event":"b"} {"event":"c""#, #"{"event":{"x":1}{"event":"c"}"#,
    #"{"event":"b", "event"}"#, #"["#, #"nonsense {"event":"c"}"#,
  ])
  func eventsBeforeTheBadOneAreKept(_ rest: String) {
    let decoding = decode(#"{"event":"a"}"# + rest)
    #expect(decoding.block.texts.first == "a")
    #expect(decoding.fault?.status == .invalidDataFormat)
    #expect(decoding.fault?.eventNumber == decoding.block.count)
  }

  @Test func aTextThatIsNoUTF8IsBadAlone() {
    var body = Array(#"{"event":"a"}{"event":""#.utf8)
    body += [0xFF, 0xFE]
    body += Array(#""}{"event":"c"}"#.utf8)
    var decoder = HECEventDecoder(
      token: Self.token, defaults: HECDefaults(host: "h"), arrival: 0)
    let decoding = decoder.decode(body)
    #expect(decoding.block.texts == ["a"])
    #expect(decoding.fault == HECFault(.invalidDataFormat, eventNumber: 1))
  }

  @Test func anArrayOfObjectsIsABatch() {
    let decoding = decode(#"[{"event":"a"}, {"event":"b"}]"#)
    #expect(decoding.fault == nil)
    #expect(decoding.block.texts == ["a", "b"])
  }

  @Test func anIndexOutsideTheTokensListIsCountedFromOne() {
    var token = Self.token
    token.indexes = ["main", "audit"]
    let decoding = decode(
      #"{"event":"a","index":"audit"}{"event":"b","index":"secret"}"#, token: token)
    #expect(decoding.block.texts == ["a"])
    #expect(decoding.fault == HECFault(.incorrectIndex, eventNumber: 2))
    #expect(
      decode(#"{"event":"a","index":"x"}"#, indexes: ["main"]).fault?.status == .incorrectIndex)
  }

  @Test func fieldsComeBesideTheText() {
    let decoding = decode(#"{"event":"a","fields":{"team":"red","ports":[1,2]}}{"event":"b"}"#)
    #expect(decoding.fault == nil)
    #expect(decoding.block.fields(0) == #"{"team":"red","ports":[1,2]}"#)
    #expect(decoding.block.fields(1) == nil)
  }

  @Test func fieldsWithoutAnEventAreAMetricOrNothing() {
    let metric = decode(#"{"time":1,"fields":{"metric_name:cpu":0.5,"host_id":"x"}}"#)
    #expect(metric.fault == nil)
    #expect(metric.block.texts == [#"{"metric_name:cpu":0.5,"host_id":"x"}"#])
    let nothing = decode(#"{"fields":{"a":"b"}}"#)
    #expect(nothing.fault == nil)
    #expect(nothing.block.isEmpty)
    #expect(nothing.ignored == 1)
  }

  /// An audit event belongs to the minute it was logged, however late it arrives.
  @Test func auditEventsTellTheirTimeThemselves() {
    let event = #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata"}"#
    #expect(decode(#"{"event":\#(event)}"#).block.times == [nil])
    #expect(decode(#"{"time":5,"event":\#(event)}"#).block.times == [5_000_000])
  }

  @Test func timestampsAreExtractedOnRequest() {
    let decoding = decode(
      #"{"event":"2026-01-01T00:00:00Z x"}{"time":3,"event":"y"}"#,
      query: "auto_extract_timestamp=true")
    #expect(decoding.block.times == [nil, 3_000_000])
  }
}
