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
}
