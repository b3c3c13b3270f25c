import Content
import EventModel
import Foundation
import Synchronization
import Testing

@testable import Detections

/// A receiver that answers as the test says.
private final class Receiver: HTTPTransport {
  struct Down: Error {}

  private let state = Mutex<(answers: [Int?], requests: [OutgoingRequest])>(([], []))

  init(_ answers: [Int?]) { state.withLock { $0.answers = answers } }

  var requests: [OutgoingRequest] { state.withLock { $0.requests } }

  func send(_ request: OutgoingRequest) async throws -> OutgoingResponse {
    let status = state.withLock { state -> Int? in
      state.requests.append(request)
      return state.answers.isEmpty ? 200 : state.answers.removeFirst()
    }
    guard let status else { throw Down() }
    return OutgoingResponse(status: status, headers: [], body: [])
  }
}

struct DeliveryTests {
  private static let destination = OutputDestination(
    name: "hook",
    kind: .webhook(
      url: "https://hook.example/in", secret: "It's a Secret to Everybody", headers: []))

  private func state(findings count: Int, bound: Int = 100) async throws -> StateDatabase {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    log.insert(
      ScheduledSamples.block((0..<count).map { (1000 + Double($0), #"{"user":"u\#($0)"}"#) }))
    let detection = try ScheduledSamples.detection(
      "Sample", id: "11111111-0000-0000-0000-00000000000a",
      search: "index=audit | stats count by user")
    var settings = DetectionScheduler.Settings(zone: .utc, host: "h")
    settings.queueBound = bound
    let scheduler = DetectionScheduler(
      state: state, source: log, sink: log, arrivals: nil, settings: settings)
    try await scheduler.load(
      ScheduledSamples.content([detection]), destinations: [Self.destination], now: 100)
    try await scheduler.tick(now: 3600)
    return state
  }

  private func service(_ state: StateDatabase, _ receiver: Receiver) -> DeliveryService {
    DeliveryService(state: state, destinations: [Self.destination], transport: receiver)
  }

  @Test func payloadsAreSignedAndNamed() async throws {
    let state = try await state(findings: 1)
    let receiver = Receiver([])
    try await service(state, receiver).deliver(now: 3600) { 1 }
    let request = try #require(receiver.requests.first)
    #expect((request.method, request.url) == ("POST", "https://hook.example/in"))
    let key = try #require(try state.findings().first?.key)
    #expect(request.headers.contains { $0.name == "X-Needletail-Delivery" && $0.value == key })
    let signature = PayloadSignature.header(of: request.body, secret: "It's a Secret to Everybody")
    #expect(
      request.headers.contains { $0.name == "X-Needletail-Signature" && $0.value == signature })
    let body = try JSONValue.parse(String(decoding: request.body, as: UTF8.self))
    guard case .string("Sample") = body["detection"] else {
      Issue.record("\(body.compactText)")
      return
    }
    #expect(try state.deliveries(to: "hook", limit: 10).isEmpty)
  }

  /// Source: GitHub's documentation, "Validating webhook deliveries", testing the validation.
  @Test func signatureOfTheDocumentation() {
    #expect(
      PayloadSignature.header(
        of: Array("Hello, World!".utf8), secret: "It's a Secret to Everybody")
        == "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
  }

  @Test func failuresWaitDoubleAndKeepTheOrder() async throws {
    let state = try await state(findings: 2)
    let receiver = Receiver([503, nil, 429])
    let service = service(state, receiver)
    for now in [3600.0, 3600.5, 3601, 3602.9, 3603, 3606.9, 3607] {
      try await service.deliver(now: now) { 1 }
    }
    // After 1, 2 and 4 seconds: three that fail, then both.
    #expect(receiver.requests.count == 5)
    let keys = receiver.requests.map { request in
      request.headers.first { $0.name == "X-Needletail-Delivery" }?.value ?? ""
    }
    #expect(Set(keys[0...3]).count == 1)
    #expect(keys[4] != keys[3])
    #expect(try state.deliveryCounts().isEmpty)
  }

  @Test func whatIsRefusedIsADeadLetterAndCanBeRevived() async throws {
    let state = try await state(findings: 2)
    let service = service(state, Receiver([400]))
    try await service.deliver(now: 3600) { 1 }
    let dead = try state.deadLetters(.destinations(["hook"]))
    #expect(dead.map(\.reason) == ["status 400"])
    #expect(dead.map(\.attempts) == [1])
    #expect(dead.map(\.number) == [1])
    #expect(try state.deliveries(to: "hook", limit: 10).isEmpty)
    let summary = try #require(try state.deliverySummaries().first)
    #expect((summary.destination, summary.waiting, summary.dead) == ("hook", 0, 1))
    #expect((summary.oldest, summary.lastError) == (3600, "status 400"))
    #expect(try state.revive(.destinations(["other"]), now: 4000) == [:])
    #expect(try state.revive(.destinations(["hook"]), now: 4000) == ["hook": 1])
    try await service.deliver(now: 4000) { 1 }
    #expect(try state.deliveryCounts().isEmpty)
  }

  @Test func deadLettersAreLetGoOneByOneAndCounted() async throws {
    let state = try await state(findings: 3)
    try await service(state, Receiver([400, 400, 400])).deliver(now: 3600) { 1 }
    let letters = try state.deadLetters(.all).map(\.id)
    #expect(letters.count == 3)
    #expect(try state.drop(.letters([letters[1]])) == ["hook": 1])
    #expect(try state.deadLetters(.all).map(\.id) == [letters[0], letters[2]])
    #expect(try state.deadLetters(.destinations(["other"])).isEmpty)
    #expect(try state.drop(.all) == ["hook": 2])
    let summary = try #require(try state.deliverySummaries().first)
    #expect((summary.waiting, summary.dead, summary.dropped) == (0, 0, 3))
    #expect((summary.oldest, summary.lastError) == (nil, nil))
    // The findings are there still.
    #expect(try state.findings().count == 3)
  }

  @Test func queuesResumeAfterARestart() async throws {
    let state = try await state(findings: 3)
    try await service(state, Receiver([200, nil])).deliver(now: 3600) { 1 }
    #expect(try state.deliveries(to: "hook", limit: 10).map(\.attempts) == [1, 0])
    let receiver = Receiver([])
    try await service(state, receiver).deliver(now: 3700) { 1 }
    #expect(receiver.requests.count == 2)
  }

  @Test func aFullQueueIsBoundedAndCountsWhatItLetsGo() async throws {
    let state = try await state(findings: 9, bound: 4)
    let counts = try #require(try state.deliveryCounts()["hook"])
    #expect((counts.waiting, counts.dead, counts.dropped) == (4, 4, 1))
    // What nobody has tried yet comes back when there is room.
    let receiver = Receiver([])
    try await service(state, receiver).deliver(now: 3600) { 1 }
    #expect(receiver.requests.count == 8)
    let after = try #require(try state.deliveryCounts()["hook"])
    #expect((after.waiting, after.dead, after.dropped) == (0, 0, 1))
  }

  @Test func filesGetALineAFinding() async throws {
    let state = try await state(findings: 2)
    let path = FileManager.default.temporaryDirectory.path + "/needletail-\(UUID()).ndjson"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = OutputDestination(name: "hook", kind: .file(path: path))
    let service = DeliveryService(state: state, destinations: [file], transport: Receiver([]))
    try await service.deliver(now: 3600) { 1 }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines { _ = try JSONValue.parse(String(line)) }
  }

  @Test func attemptsEnd() {
    var settings = DeliveryMachine.Settings()
    settings.attempts = 3
    var machine = DeliveryMachine(settings: settings)
    var delivery = QueuedDelivery(
      id: 1, destination: "d", finding: "f", attempts: 0, notBefore: 0, payload: [],
      deadReason: nil)
    #expect(
      machine.handle(.failed("x", retryAfter: 30), of: delivery, now: 0, chance: 0)
        == .retry(attempts: 1, notBefore: 30, reason: "x"))
    #expect(machine.next(of: [delivery], now: 29) == nil)
    #expect(machine.next(of: [delivery], now: 30) != nil)
    delivery = QueuedDelivery(
      id: 1, destination: "d", finding: "f", attempts: 2, notBefore: 0, payload: [],
      deadReason: nil)
    #expect(
      machine.handle(.failed("x", retryAfter: nil), of: delivery, now: 40, chance: 0)
        == .bury(reason: "x, after 3 attempts"))
  }
}
