import Diagnostics
import EventStore
import Server
import Testing

@Suite struct HECRawDecoderTests {
  private func decode(_ body: String, query: String = "", sourcetype: String? = nil) -> HECDecoding
  {
    var token = HECToken(name: "agent", value: Secret("s3cret"))
    token.sourcetype = sourcetype
    token.indexes = ["main", "audit"]
    return HECRawDecoder(
      token: token, defaults: HECDefaults(host: "server:8088"), query: QueryString(query)
    ).decode(Array(body.utf8))
  }

  @Test func everyLineIsAnEvent() {
    let decoding = decode("a\r\nb\n\n  \nc")
    #expect(decoding.fault == nil)
    #expect(decoding.block.texts == ["a", "b", "c"])
    #expect(decoding.block.times == [nil, nil, nil])
  }

  @Test func theQueryNamesTheMetadata() {
    let decoding = decode(
      "a", query: "host=h&source=my%20file&sourcetype=_json&index=audit&time=7.5")
    #expect(
      decoding.block.described == [
        EventBlock.Metadata(index: "audit", source: "my file", sourcetype: "_json", host: "h")
      ])
    #expect(decoding.block.times == [7_500_000])
  }

  @Test func nothingAndUnknownIndexesAreRefused() {
    #expect(decode(" \r\n").fault == HECFault(.noData))
    #expect(decode("a", query: "index=secret").fault == HECFault(.incorrectIndex))
  }

  @Test func windowsEventsSpanLines() {
    let decoding = decode(
      "<Event xmlns='x'><System/>\n<Data>1\n2</Data></Event>\n<Event><A/></Event>\n",
      query: "sourcetype=XmlWinEventLog:Security")
    #expect(
      decoding.block.texts == [
        "<Event xmlns='x'><System/>\n<Data>1\n2</Data></Event>", "<Event><A/></Event>",
      ])
  }

  private static let audit = #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata"}"#

  /// What the content's `kube_audit` macro looks for.
  @Test func auditEventsAreFoundByTheContent() {
    let described = decode(Self.audit + "\nother").block.described
    #expect(described.map { $0.source } == ["kubernetes", "http:agent"])
    #expect(described.map { $0.sourcetype } == ["_json", "httpevent"])
    #expect(decode(Self.audit, query: "source=mine").block.described.first?.source == "mine")
  }

  /// Source: CloudWatch Logs' subscription filters.
  @Test func deliveriesOfCloudWatchAreUnpacked() throws {
    let quoted = Self.audit.replacing("\"", with: "\\\"")
    let data =
      #"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","logEvents":["#
      + #"{"id":"1","timestamp":1500,"message":"\#(quoted)"},"#
      + #"{"id":"2","timestamp":2500,"message":"plain"}]}"#
    let control = #"{"messageType":"CONTROL_MESSAGE","owner":"1","logEvents":[]}"#
    let decoding = decode(data + "\n" + control)
    #expect(decoding.fault == nil)
    #expect(decoding.block.texts == [Self.audit, "plain"])
    #expect(decoding.block.times == [nil, 2_500_000])
    #expect(decoding.ignored == 1)
    let packed = try #require(Shell.run("printf '%s' '\(data)' | gzip -c | base64 -w0"))
    let lambda = #"{"awslogs":{"data":"\#(String(decoding: packed, as: UTF8.self))"}}"#
    #expect(decode(lambda).block.texts == [Self.audit, "plain"])
  }
}
