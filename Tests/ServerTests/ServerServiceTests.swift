import EventStore
import Foundation
import Logging
import Server
import ServiceLifecycle
import Testing

/// The real server over the loopback, with clients that keep to no rule.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ServerServiceTests {
  private static let event = #"{"event":"a"}"#

  private static func post(
    _ body: String, path: String = "/services/collector/event", token: String = "t0ken",
    headers: String = ""
  ) -> String {
    "POST \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Splunk \(token)\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }

  @Test func requestsOnOneConnectionAreAnsweredInTurn() async throws {
    try await RunningServer.run { server in
      let client = try RawClient(port: server.port)
      try client.send(Self.post(Self.event) + Self.post(#"{"event":"b"}"#))
      let answers = try client.read(until: { $0.components(separatedBy: "Success").count == 3 })
      #expect(answers.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(server.sink.texts == ["a", "b"])
    }
  }

  @Test func aWrongTokenIsRefusedBeforeTheBody() async throws {
    try await RunningServer.run { server in
      let client = try RawClient(port: server.port)
      try client.send(
        "POST /services/collector/event HTTP/1.1\r\nHost: x\r\nAuthorization: Splunk wrong\r\n"
          + "Content-Length: 1000000000\r\n\r\n")
      let answer = try client.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 403"))
      #expect(answer.hasSuffix(#"{"text":"Invalid token","code":4}"#))
    }
  }

  @Test func tooLargeBodiesAreRefused() async throws {
    try await RunningServer.run { server in
      let announced = try RawClient(port: server.port)
      try announced.send(
        "POST /services/collector/event HTTP/1.1\r\nHost: x\r\nAuthorization: Splunk t0ken\r\n"
          + "Content-Length: 1000000000\r\n\r\n")
      #expect(try announced.readToEnd().hasPrefix("HTTP/1.1 413"))
      let chunked = try RawClient(port: server.port)
      let piece = String(repeating: "x", count: 0x8000)
      try chunked.send(
        "POST /services/collector/event HTTP/1.1\r\nHost: x\r\nAuthorization: Splunk t0ken\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
          + String(repeating: "8000\r\n\(piece)\r\n", count: 5))
      #expect(try chunked.readToEnd().hasPrefix("HTTP/1.1 413"))
      #expect(server.service.load.bytesInFlight == 0)
    }
  }

  @Test func aGzipBombIsRefused() async throws {
    try await RunningServer.run { server in
      // A megabyte of zeros takes a thousand bytes.
      let bomb = try #require(GzipSample.zeros(1 << 20))
      let client = try RawClient(port: server.port)
      try client.send(
        Array(
          ("POST /services/collector/raw HTTP/1.1\r\nHost: x\r\nAuthorization: Splunk t0ken\r\n"
            + "Content-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n").utf8) + bomb)
      let answer = try client.read(until: { $0.contains("\r\n\r\n") })
      #expect(answer.hasPrefix("HTTP/1.1 413"))
      #expect(server.service.load.bytesInFlight == 0)
    }
  }

  @Test func slowClientsAreSentAway() async throws {
    let limits = RunningServer.limits { $0.headSeconds = 0.2 }
    try await RunningServer.run(limits: limits) { server in
      let silent = try RawClient(port: server.port)
      let dribbling = try RawClient(port: server.port)
      try dribbling.send("POST /services/collector")
      #expect(try silent.readToEnd().hasPrefix("HTTP/1.1 408"))
      #expect(try dribbling.readToEnd().hasPrefix("HTTP/1.1 408"))
    }
    let stall = RunningServer.limits { $0.stallSeconds = 0.2 }
    try await RunningServer.run(limits: stall) { server in
      let half = try RawClient(port: server.port)
      try half.send(String(Self.post(Self.event).dropLast(3)))
      #expect(try half.readToEnd().hasPrefix("HTTP/1.1 408"))
      #expect(server.sink.texts == [])
    }
  }

  @Test func connectionsBeyondTheLimitAreToldSo() async throws {
    let limits = RunningServer.limits { $0.connections = 16 }
    try await RunningServer.run(limits: limits) { server in
      var clients: [RawClient] = []
      for _ in 0..<16 {
        let client = try RawClient(port: server.port)
        try client.send(Self.post(Self.event))
        _ = try client.read(until: { $0.contains("Success") })
        clients.append(client)
      }
      let refused = try RawClient(port: server.port)
      let answer = try refused.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 503"))
      #expect(answer.hasSuffix(#"{"text":"Server is busy","code":9}"#))
      // Those who are in are still served.
      try clients[0].send(Self.post(Self.event))
      #expect(try clients[0].read(until: { $0.contains("Success") }).contains("200 OK"))
    }
  }

  @Test func nonsenseIsAnsweredWith400() async throws {
    try await RunningServer.run { server in
      let client = try RawClient(port: server.port)
      try client.send("this is no HTTP\r\n\r\n")
      #expect(try client.readToEnd().hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func headersCannotBeSmuggledIn() async throws {
    try await RunningServer.run { server in
      let client = try RawClient(port: server.port)
      try client.send(
        Self.post(
          Self.event, path: "/services/collector/raw?host=a%0d%0aSet-Cookie:%20x",
          headers: "Connection: close\r\n"))
      let answer = try client.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 200"))
      #expect(!answer.contains("Set-Cookie"))
    }
  }

  @Test func bodiesShareABudget() async throws {
    let limits = RunningServer.limits { limits in
      limits.bodyBytes = 1000
      limits.bytesInFlight = 1000
    }
    try await RunningServer.run(limits: limits) { server in
      let holder = try RawClient(port: server.port)
      let body = #"{"event":"\#(String(repeating: "x", count: 700))"}"#
      let request = Self.post(body)
      try holder.send(String(request.dropLast(1)))
      while server.service.load.bytesInFlight < 700 { await Task.yield() }
      let other = try RawClient(port: server.port)
      try other.send(request)
      let answer = try other.read(until: { $0.hasSuffix("}") })
      #expect(answer.hasPrefix("HTTP/1.1 503"))
      #expect(answer.contains(#""code":9"#))
      try holder.send("}")
      #expect(try holder.read(until: { $0.contains("Success") }).contains("200 OK"))
    }
  }

  @Test func aStopAnswersWhatIsBeingSent() async throws {
    let client = try await RunningServer.run { server in
      let client = try RawClient(port: server.port)
      let request = Self.post(Self.event)
      try client.send(String(request.dropLast(1)))
      while server.service.load.bytesInFlight == 0 { await Task.yield() }
      server.stop()
      try client.send("}")
      #expect(try client.readToEnd().contains("Success"))
      return client
    }
    withExtendedLifetime(client) {}
  }
}
