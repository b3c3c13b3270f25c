import Diagnostics
import EventStore
import Server
import Testing

/// Source of every expectation: the collector's behaviour as measured on Splunk 10.4.
@Suite struct HECReceiverTests {
  private static let channel = "0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba"
  private let sink = SinkDouble()
  private let intake: EventIntake
  private let receiver: HECReceiver

  init() {
    var plain = HECToken(name: "plain", value: Secret("plain-token"))
    plain.allowsQueryAuthorization = true
    var acked = HECToken(name: "acked", value: Secret("acked-token"))
    acked.usesAcknowledgement = true
    var disabled = HECToken(name: "off", value: Secret("off-token"))
    disabled.isDisabled = true
    intake = EventIntake(sink: sink)
    receiver = HECReceiver(
      configuration: HECConfiguration(
        tokens: [plain, acked, disabled], defaults: HECDefaults(host: "server:8088")),
      intake: intake, now: { 1 })
  }

  private func send(
    _ target: String, _ authorization: String? = nil, _ body: String = "", method: String = "POST"
  ) async -> (status: Int, body: String, headers: [(name: String, value: String)]) {
    var headers: [(name: String, value: String)] = []
    if let authorization { headers.append(("Authorization", authorization)) }
    let head = RequestHead(method: method, target: target, headers: headers)
    let answer: HTTPAnswer
    switch receiver.admit(head) {
    case nil: return (0, "", [])
    case .refuse(let refusal): answer = refusal
    case .accept:
      answer = await receiver.answer(ReceivedRequest(head: head, body: Array(body.utf8)))
    }
    return (answer.status, String(decoding: answer.body, as: UTF8.self), answer.headers)
  }

  @Test(arguments: [
    "/services/collector", "/services/collector/event", "/services/collector/event/1.0",
  ])
  func eventsAreTaken(_ path: String) async {
    let answer = await send(path, "Splunk plain-token", #"{"event":"a"}"#)
    #expect(answer.status == 200)
    #expect(answer.body == #"{"text":"Success","code":0}"#)
    #expect(sink.texts == ["a"])
    #expect(intake.losses.snapshot["hec"].stored == 1)
  }

  @Test func rawLinesAreTaken() async {
    let answer = await send("/services/collector/raw/1.0", "Splunk plain-token", "a\nb")
    #expect(answer.body == #"{"text":"Success","code":0}"#)
    #expect(sink.texts == ["a", "b"])
  }

  @Test(
    arguments: [
      (nil, "", 401, #"{"text":"Token is required","code":2}"#),
      ("Bearer plain-token", "", 401, #"{"text":"Invalid authorization","code":3}"#),
      ("Splunk wrong", "", 403, #"{"text":"Invalid token","code":4}"#),
      ("Splunk off-token", "", 403, #"{"text":"Token disabled","code":1}"#),
      ("Splunk plain-token", "?token=wrong", 403, #"{"text":"Invalid token","code":4}"#),
      (
        nil, "?token=acked-token", 400,
        #"{"text":"Query string authorization is not enabled","code":16}"#
      ),
      (nil, "?token=plain-token", 200, #"{"text":"Success","code":0}"#),
      ("Splunk plain-token", "", 200, #"{"text":"Success","code":0}"#),
      // user:plain-token
      ("Basic dXNlcjpwbGFpbi10b2tlbg==", "", 200, #"{"text":"Success","code":0}"#),
      ("Splunk acked-token", "", 400, #"{"text":"Data channel is missing","code":10}"#),
      ("Splunk acked-token", "?channel=x", 400, #"{"text":"Invalid data channel","code":11}"#),
    ] as [(String?, String, Int, String)])
  func authorization(_ header: String?, _ query: String, _ status: Int, _ body: String) async {
    let answer = await send("/services/collector/event" + query, header, #"{"event":"a"}"#)
    #expect(answer.status == status)
    #expect(answer.body == body)
  }

  @Test func acknowledgements() async {
    let path = "/services/collector/event?channel=\(Self.channel)"
    for id in 0..<2 {
      let answer = await send(path, "Splunk acked-token", #"{"event":"a"}"#)
      #expect(answer.body == #"{"text":"Success","code":0,"ackId":\#(id)}"#)
    }
    let question = "/services/collector/ack?channel=\(Self.channel)"
    let first = await send(question, "Splunk acked-token", #"{"acks":[0,5]}"#)
    #expect(first.status == 200)
    #expect(first.body == #"{"acks":{"0":true,"5":false}}"#)
    let second = await send(question, "Splunk acked-token", #"{"acks":[0,1]}"#)
    #expect(second.body == #"{"acks":{"0":false,"1":true}}"#)
    let disabled = await send("/services/collector/ack", "Splunk plain-token", #"{"acks":[0]}"#)
    #expect(disabled.status == 400)
    #expect(disabled.body == #"{"text":"ACK is disabled","code":14}"#)
    let broken = await send(question, "Splunk acked-token", #"{"acks":"#)
    #expect(broken.body == #"{"text":"Invalid data format","code":6}"#)
  }

  /// Firehose tests its connection with an empty body and expects 400.
  @Test func anEmptyBodyHasNoData() async {
    let answer = await send("/services/collector/event", "Splunk plain-token", "")
    #expect(answer.status == 400)
    #expect(answer.body == #"{"text":"No data","code":5}"#)
  }

  @Test func aBadEventNamesItsPlaceAndTheOnesBeforeAreStored() async {
    let answer = await send(
      "/services/collector/event", "Splunk plain-token", #"{"event":"a"}{"event":""}{"event":"c"}"#)
    #expect(answer.status == 400)
    #expect(
      answer.body
        == #"{"text":"Event field cannot be blank","code":13,"invalid-event-number":1}"#)
    #expect(sink.texts == ["a"])
    #expect(intake.losses.snapshot["hec"].rejected == 1)
  }

  @Test func healthNeedsNoToken() async {
    for path in ["/services/collector/health", "/services/collector/health/1.0"] {
      let answer = await send(path, "Splunk wrong", method: "GET")
      #expect(answer.status == 200)
      #expect(answer.body == #"{"text":"HEC is healthy","code":17}"#)
    }
  }

  @Test func otherPathsAndMethods() async {
    let body = #"{"text":"The requested URL was not found on this server.","code":404}"#
    let unknown = await send("/services/collector/nothing", "Splunk plain-token")
    #expect(unknown.status == 404)
    #expect(unknown.body == body)
    let get = await send("/services/collector/event", method: "GET")
    #expect(get.status == 405)
    #expect(get.body == body)
    let options = await send("/services/collector/event/1.0", method: "OPTIONS")
    #expect(options.status == 200)
    #expect(options.body == "")
    #expect(options.headers.contains { $0.name == "Allow" && $0.value == "POST,OPTIONS" })
    let health = await send("/services/collector/health", method: "OPTIONS")
    #expect(health.headers.contains { $0.value == "GET,HEAD,OPTIONS" })
    let other = await send("/services/other")
    #expect(other.status == 0)
  }

  @Test func aFullStoreIsBusyAndNothingIsLostSilently() async {
    sink.mood = .full
    let answer = await send("/services/collector/event", "Splunk plain-token", #"{"event":"a"}"#)
    #expect(answer.status == 503)
    #expect(answer.body == #"{"text":"Server is busy","code":9}"#)
    #expect(answer.headers.contains { $0.name == "Retry-After" })
    #expect(intake.losses.snapshot["hec"].busy == 1)
    let health = await send("/services/collector/health", method: "GET")
    #expect(health.status == 503)
    #expect(health.body == #"{"text":"HEC is unhealthy, queues are full","code":18}"#)
    sink.mood = .taking
    _ = await send("/services/collector/event", "Splunk plain-token", #"{"event":"a"}"#)
    let healthy = await send("/services/collector/health", method: "GET")
    #expect(healthy.status == 200)
  }

  @Test func aStoppingStoreIsSaidToStop() async {
    sink.mood = .stopped
    let answer = await send("/services/collector/event", "Splunk plain-token", #"{"event":"a"}"#)
    #expect(answer.status == 503)
    #expect(answer.body == #"{"text":"Server is shutting down","code":23}"#)
  }

  @Test func bodiesThatDoNotGetThrough() {
    let head = RequestHead(method: "POST", target: "/services/collector/event")
    #expect(receiver.refusal(.tooLarge(limit: 5), of: head).status == 413)
    #expect(receiver.refusal(.unknownEncoding("deflate"), of: head).status == 415)
    let busy = receiver.refusal(.busy, of: head)
    #expect(String(decoding: busy.body, as: UTF8.self) == #"{"text":"Server is busy","code":9}"#)
    let broken = receiver.refusal(.broken("gzip"), of: head)
    #expect(
      String(decoding: broken.body, as: UTF8.self) == #"{"text":"Invalid data format","code":6}"#)
  }
}
