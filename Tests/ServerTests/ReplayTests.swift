import Detections
import Diagnostics
import EventStore
import Server
import Synchronization
import Testing

@Suite struct ReplayTests {
  private static let event = ReplayEvent(
    text: Array(
      (#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","#
        + #""requestObject":{"stageTimestamp":"1999-01-01T00:00:00Z"},"#
        + #""requestReceivedTimestamp":"2026-01-01T00:00:08.500000Z","#
        + #""stageTimestamp":"2026-01-01T00:00:10.000000Z"}"#).utf8))
  /// 2026-01-01T00:00:00Z
  private static let year = 1_767_225_600.0

  @Test func timesAreMovedTogether() {
    #expect(Self.event.time == Self.year + 10)
    let clock = ReplayClock(
      times: .now, scale: 1, first: Self.year, last: Self.year + 10, start: Self.year + 3600,
      keepsPace: false)
    let moved = Self.event.moved(clock)
    #expect(moved.time == Self.year + 3600)
    let text = String(decoding: moved.text, as: UTF8.self)
    #expect(text.contains(#""requestReceivedTimestamp":"2026-01-01T00:59:58.500000Z""#))
    #expect(text.contains(#"{"stageTimestamp":"1999-01-01T00:00:00Z"}"#))
    #expect(text.hasSuffix(#""stageTimestamp":"2026-01-01T01:00:00.000000Z"}"#))
  }

  @Test func paceAndScale() {
    let clock = ReplayClock(
      times: .now, scale: 0.1, first: 100, last: 200, start: 1000, keepsPace: true)
    #expect(clock.time(of: 150) == 1005)
    #expect(clock.delay(of: 150) == 5)
    let original = ReplayClock(
      times: .original, scale: 1, first: 100, last: 200, start: 1000, keepsPace: false)
    #expect(original.time(of: 150) == 150)
    #expect(original.delay(of: 150) == 0)
  }

  @Test func urlsTellWhatListens() {
    #expect(ReplayTarget.kind(of: "https://a:8088") == .hec)
    #expect(ReplayTarget.kind(of: "https://a/services/collector/raw") == .hec)
    #expect(ReplayTarget.kind(of: "https://a/kubernetes/audit") == .webhook)
    #expect(ReplayTarget.kind(of: "https://a") == nil)
  }

  private func target(_ kind: ReplayTarget.Kind, _ url: String) -> ReplayTarget {
    ReplayTarget(kind: kind, url: url, token: Secret("t"), channel: "c")
  }

  @Test func requestsOfTheCollector() {
    var target = target(.hec, "https://a:8088")
    target.index = "main"
    let request = target.request(for: [
      Self.event, ReplayEvent(text: Array("plain \"text\"".utf8)),
    ])
    #expect(request.url == "https://a:8088/services/collector/event?auto_extract_timestamp=true")
    let lines = String(decoding: request.body, as: UTF8.self).split(separator: "\n")
    #expect(
      lines[0].hasPrefix(#"{"time":1767225610.000000,"index":"main","event":{"kind":"Event","#))
    #expect(lines[1] == #"{"index":"main","event":"plain \"text\""}"#)
  }

  @Test func requestsOfTheWebhook() throws {
    let request = target(.webhook, "https://a/kubernetes/audit").request(for: [
      Self.event, Self.event,
    ])
    let block = try AuditWebhookDecoder(
      metadata: .init(index: "i", source: "s", sourcetype: "t", host: "h")
    ).decode(request.body)
    #expect(block.texts.map { Array($0.utf8) } == [Self.event.text, Self.event.text])
    #expect(request.headers.contains { $0 == ("Authorization", "Bearer t") })
  }

  @Test func busyReceiversAreAskedAgainAndAcknowledgementsChecked() async throws {
    let receiver = Receiver([
      (503, #"{"text":"Server is busy","code":9}"#),
      (200, #"{"text":"Success","code":0,"ackId":7}"#), (200, #"{"acks":{"7":false}}"#),
      (200, #"{"acks":{"7":true}}"#),
    ])
    let clock = ReplayClock(
      times: .original, scale: 1, first: 0, last: 0, start: 0, keepsPace: false)
    var run = ReplayRun(
      target: target(.hec, "https://a:8088"), transport: receiver, clock: clock, rate: nil,
      batch: 10
    ) { _ in }
    try await run.add(Self.event)
    let progress = try await run.finish()
    #expect(progress.sent == 1)
    #expect(progress.retries == 1)
    #expect(receiver.bodies.last == #"{"acks":[7]}"#)
  }

  @Test func refusalsEndTheReplay() async throws {
    let receiver = Receiver([(403, #"{"text":"Invalid token","code":4}"#)])
    let clock = ReplayClock(
      times: .original, scale: 1, first: 0, last: 0, start: 0, keepsPace: false)
    var run = ReplayRun(
      target: target(.hec, "https://a:8088"), transport: receiver, clock: clock, rate: nil,
      batch: 1
    ) { _ in }
    await #expect(
      throws: ReplayRun.Failure.refused(
        status: 403, answer: #"{"text":"Invalid token","code":4}"#)
    ) {
      try await run.add(Self.event)
    }
  }
}

private final class Receiver: HTTPTransport {
  private let state: Mutex<(answers: [(Int, String)], bodies: [String])>

  init(_ answers: [(Int, String)]) {
    state = Mutex((answers, []))
  }

  var bodies: [String] { state.withLock { $0.bodies } }

  func send(_ request: OutgoingRequest) async throws -> OutgoingResponse {
    let (status, text) = state.withLock { state in
      state.bodies.append(String(decoding: request.body, as: UTF8.self))
      return state.answers.isEmpty ? (500, "") : state.answers.removeFirst()
    }
    return OutgoingResponse(status: status, headers: [], body: Array(text.utf8))
  }
}
