import Server
import Testing

@Suite struct HECChannelsTests {
  private static let channel = "0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba"

  /// Source: the collector as measured: ids count per channel from 0; one that was answered with
  /// true is forgotten; unknown ones are false.
  @Test func idsAreTrueOnce() {
    var channels = HECChannels()
    let given = ["a", "a", "b"].map { channels.acknowledge(token: "t", channel: $0, now: 0) }
    #expect(given == [0, 1, 0])
    let first = channels.take([0, 1, 7], token: "t", channel: "a", now: 0)
    #expect(first == [true, true, false])
    let second = channels.take([0, 1], token: "t", channel: "a", now: 0)
    #expect(second == [false, false])
    let other = channels.take([0], token: "other", channel: "b", now: 0)
    #expect(other == [false])
    let own = channels.take([0], token: "t", channel: "b", now: 0)
    #expect(own == [true])
  }

  @Test func memoryIsBounded() {
    var channels = HECChannels(largestPending: 2, largestChannels: 1, idleSeconds: 10)
    for _ in 0..<5 { _ = channels.acknowledge(token: "t", channel: "a", now: 0) }
    #expect(channels.forgotten == 3)
    let known = channels.take([0, 1, 2, 3, 4], token: "t", channel: "a", now: 0)
    #expect(known == [false, false, false, true, true])
    let rooms = [("b", 1.0), ("a", 1.0), ("b", 20.0)].map {
      channels.hasRoom(for: "t", $0.0, now: $0.1)
    }
    #expect(rooms == [false, true, true])
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
