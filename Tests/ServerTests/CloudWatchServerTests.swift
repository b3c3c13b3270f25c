import Detections
import Diagnostics
import EventStore
import Foundation
import Logging
import Server
import Testing

/// The poll against `moto`, which plays CloudWatch Logs.
@Suite(.timeLimit(.minutes(2))) struct CloudWatchServerTests {
  @Test(.enabled(if: MotoServer.isInstalled, "python3 with moto[server] is absent"))
  func everyMessageOnce() async throws {
    let server = try await MotoServer()
    let transport = ClientTransport(seconds: 20)
    defer { transport.stop() }
    let group = "/aws/eks/blue/cluster"
    let stream = "kube-apiserver-audit-1"
    let now = Date().timeIntervalSince1970
    let milliseconds = Int64(now * 1000)
    func call(_ action: String, _ body: String) async throws {
      let answer = try await transport.send(
        OutgoingRequest(
          method: "POST", url: server.url,
          headers: [
            ("X-Amz-Target", "Logs_20140328.\(action)"),
            ("Content-Type", "application/x-amz-json-1.1"),
            (
              "Authorization",
              "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/logs/aws4_request, "
                + "SignedHeaders=host, Signature=0"
            ),
          ], body: Array(body.utf8)))
      #expect(answer.status == 200, "\(action): \(String(decoding: answer.body, as: UTF8.self))")
    }
    try await call("CreateLogGroup", #"{"logGroupName":"\#(group)"}"#)
    for name in [stream, "authenticator-1"] {
      try await call(
        "CreateLogStream", #"{"logGroupName":"\#(group)","logStreamName":"\#(name)"}"#)
      let events = (0..<30).map {
        #"{"timestamp":\#(milliseconds - 60_000 + Int64($0)),"message":"\#(name) \#($0)"}"#
      }
      try await call(
        "PutLogEvents",
        #"{"logGroupName":"\#(group)","logStreamName":"\#(name)","logEvents":["#
          + events.joined(separator: ",") + "]}")
    }
    let sink = SinkDouble()
    var configuration = CloudWatchConfiguration(
      logGroup: group, region: "us-east-1",
      metadata: EventBlock.Metadata(
        index: "main", source: "kubernetes", sourcetype: "_json", host: "blue"),
      start: milliseconds - 3_600_000)
    configuration.endpoint = server.url
    configuration.settling = 0
    let poll = CloudWatchPoll(
      configuration: configuration,
      credentials: { AWSCredentials(accessKey: "a", secretKey: Secret("b")) },
      transport: transport, intake: EventIntake(sink: sink), logger: Logger(label: "t"),
      now: { now })
    var cursor = try await poll.savedCursor()
    for _ in 0..<20 {
      let outcome = await poll.pass(&cursor)
      if case .upToDate = outcome { break }
      if case .failed(let reason) = outcome { Issue.record("\(reason)") }
    }
    #expect(sink.texts == (0..<30).map { "\(stream) \($0)" })
    #expect(try await poll.savedCursor() == cursor)
  }
}
