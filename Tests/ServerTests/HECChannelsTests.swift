import Server
import Testing

@Suite struct HECChannelsTests {
  private static let channel = "0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba"

  /// Source: the collector as measured: ids count per channel from 0; one that was answered with
  /// true is forgotten; unknown ones are false.
  @Test func idsAreTrueOnce() {
    var channels = HECChannels()
    #expect(channels.acknowledge(token: "t", channel: "a", now: 0) == 0)
    #expect(channels.acknowledge(token: "t", channel: "a", now: 0) == 1)
    #expect(channels.acknowledge(token: "t", channel: "b", now: 0) == 0)
    #expect(channels.take([0, 1, 7], token: "t", channel: "a", now: 0) == [true, true, false])
    #expect(channels.take([0, 1], token: "t", channel: "a", now: 0) == [false, false])
    #expect(channels.take([0], token: "other", channel: "b", now: 0) == [false])
    #expect(channels.take([0], token: "t", channel: "b", now: 0) == [true])
  }

  @Test func memoryIsBounded() {
    var channels = HECChannels(largestPending: 2, largestChannels: 1, idleSeconds: 10)
    for _ in 0..<5 { _ = channels.acknowledge(token: "t", channel: "a", now: 0) }
    #expect(channels.forgotten == 3)
    #expect(
      channels.take([0, 1, 2, 3, 4], token: "t", channel: "a", now: 0)
        == [false, false, false, true, true])
    #expect(!channels.hasRoom(for: "t", "b", now: 1))
    #expect(channels.hasRoom(for: "t", "a", now: 1))
    #expect(channels.hasRoom(for: "t", "b", now: 20))
  }

  @Test func aChannelIsAGUIDOfHeaderOrQuery() throws {
    let header = RequestHead(
      method: "POST", target: "/", headers: [("X-Splunk-Request-Channel", Self.channel)])
    #expect(try HECChannels.channel(of: header) == Self.channel)
    let query = RequestHead(method: "POST", target: "/?channel=\(Self.channel.uppercased())")
    #expect(try HECChannels.channel(of: query) == Self.channel)
    #expect(throws: HECFault(.channelMissing)) {
      try HECChannels.channel(of: RequestHead(method: "POST", target: "/"))
    }
    #expect(throws: HECFault(.invalidChannel)) {
      try HECChannels.channel(of: RequestHead(method: "POST", target: "/?channel=abc"))
    }
  }
}
