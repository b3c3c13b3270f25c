import Detections
import Diagnostics
import EventStore
import Logging
import Server
import Synchronization
import Testing

@Suite struct CloudWatchTests {
  private static let credentials = AWSCredentials(
    accessKey: "AKIDEXAMPLE", secretKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
  /// 2015-08-30T12:36:00Z
  private static let time = 1_440_938_160.0

  /// Source: AWS's published test suite of Signature Version 4: get-vanilla, post-vanilla.
  @Test(arguments: [
    ("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
  ])
  func signatures(_ method: String, _ signature: String) {
    var request = OutgoingRequest(
      method: method, url: "https://example.amazonaws.com/",
      headers: [("Host", "example.amazonaws.com")], body: [])
    AWSSignature(credentials: Self.credentials, region: "us-east-1", service: "service")
      .sign(&request, now: Self.time)
    #expect(
      request.headers.last?.value
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=\(signature)")
  }

  /// Source: the worked example of AWS's documentation, `ListUsers` of IAM.
  @Test func aSignatureWithAQuery() {
    var request = OutgoingRequest(
      method: "GET", url: "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        ("Host", "iam.amazonaws.com"),
      ], body: [])
    AWSSignature(credentials: Self.credentials, region: "us-east-1", service: "iam")
      .sign(&request, now: Self.time)
    #expect(
      request.headers.last?.value.hasSuffix(
        "SignedHeaders=content-type;host;x-amz-date, "
          + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7") == true)
  }

  @Test func windowsFollowOneAnother() {
    var cursor = CloudWatchCursor(start: 1000)
    let isEarly = cursor.open(now: 1500, settling: 600)
    #expect(!isEarly)
    let isOpen = cursor.open(now: 5000, settling: 600)
    #expect(isOpen)
    #expect(cursor.end == 4400)
    cursor.turn(nextToken: "next page")
    #expect(CloudWatchCursor(text: cursor.text) == cursor)
    cursor.turn(nextToken: nil)
    #expect(cursor.start == 4400)
    #expect(cursor.end == nil)
    #expect(CloudWatchCursor(text: cursor.text) == cursor)
  }

  @Test func pausesGrow() {
    #expect([1, 2, 3, 20].map { CloudWatchPoll.pause(failures: $0) } == [1, 2, 4, 60])
  }

  private static let audit = #"{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\"}"#

  private func poll(_ answers: [OutgoingResponse], _ sink: SinkDouble) -> (CloudWatchPoll, Script) {
    let script = Script(answers)
    var configuration = CloudWatchConfiguration(
      logGroup: "/aws/eks/blue/cluster", region: "us-east-1",
      metadata: EventBlock.Metadata(
        index: "main", source: "kubernetes", sourcetype: "_json", host: "blue"), start: 0)
    configuration.settling = 0
    let poll = CloudWatchPoll(
      configuration: configuration, credentials: { Self.credentials }, transport: script,
      intake: EventIntake(sink: sink), logger: Logger(label: "t"), now: { 10 })
    return (poll, script)
  }

  private func answer(_ status: Int, _ text: String) -> OutgoingResponse {
    OutgoingResponse(status: status, headers: [], body: Array(text.utf8))
  }

  @Test func pagesAreStoredWithTheirCursor() async throws {
    let sink = SinkDouble()
    let (poll, script) = poll(
      [
        answer(200, #"{"events":[{"message":"\#(Self.audit)","timestamp":5}],"nextToken":"n1"}"#),
        answer(400, #"{"__type":"ThrottlingException"}"#),
        answer(200, #"{"events":[{"message":"plain","timestamp":7}]}"#),
      ], sink)
    var cursor = try await poll.savedCursor()
    #expect(await poll.pass(&cursor) == .page(events: 1))
    // A restart in the middle of a window.
    cursor = try await poll.savedCursor()
    #expect(cursor.token == "n1")
    let throttled = await poll.pass(&cursor)
    #expect(throttled == .failed(#"HTTP 400: {"__type":"ThrottlingException"}"#))
    #expect(cursor.token == "n1")
    #expect(await poll.pass(&cursor) == .page(events: 1))
    #expect(await poll.pass(&cursor) == .upToDate)
    #expect(sink.texts == [#"{"kind":"Event","apiVersion":"audit.k8s.io/v1"}"#, "plain"])
    #expect(sink.blocks.map { $0.times } == [[nil], [7000]])
    #expect(
      script.bodies.last
        == #"{"logGroupName":"/aws/eks/blue/cluster","startTime":0,"limit":10000,"endTime":9999,"#
        + #""logStreamNamePrefix":"kube-apiserver-audit","nextToken":"n1"}"#)
  }

  @Test func aForgottenMarkReopensTheWindow() async throws {
    let sink = SinkDouble()
    let (poll, _) = poll(
      [
        answer(200, #"{"events":[],"nextToken":"n1"}"#),
        answer(400, #"{"__type":"InvalidParameterException"}"#),
        answer(200, #"{"events":[{"message":"a","timestamp":1}]}"#),
      ], sink)
    var cursor = try await poll.savedCursor()
    #expect(await poll.pass(&cursor) == .page(events: 0))
    _ = await poll.pass(&cursor)
    #expect(cursor.token == nil)
    #expect(cursor.end == 10_000)
    #expect(await poll.pass(&cursor) == .page(events: 1))
    #expect(cursor.start == 10_000)
  }

  @Test func aFullStoreKeepsTheCursor() async throws {
    let sink = SinkDouble()
    sink.mood = .full
    let (poll, _) = poll([answer(200, #"{"events":[{"message":"a","timestamp":1}]}"#)], sink)
    var cursor = try await poll.savedCursor()
    guard case .failed = await poll.pass(&cursor) else {
      Issue.record("a page went through")
      return
    }
    #expect(cursor.start == 0)
  }
}

/// Answers in turn and remembers what it was asked.
private final class Script: HTTPTransport {
  private let state: Mutex<(answers: [OutgoingResponse], bodies: [String])>

  init(_ answers: [OutgoingResponse]) {
    state = Mutex((answers, []))
  }

  var bodies: [String] { state.withLock { $0.bodies } }

  func send(_ request: OutgoingRequest) async throws -> OutgoingResponse {
    state.withLock { state in
      state.bodies.append(String(decoding: request.body, as: UTF8.self))
      return state.answers.isEmpty
        ? OutgoingResponse(status: 500, headers: [], body: []) : state.answers.removeFirst()
    }
  }
}
