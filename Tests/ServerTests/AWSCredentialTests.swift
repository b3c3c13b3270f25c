import Detections
import Diagnostics
import Foundation
import Server
import Testing

/// Source: "AWS SDKs and Tools Reference Guide": credential provider chain, container credential
/// provider, IMDS credential provider; "AWS Security Token Service API Reference".
@Suite struct AWSCredentialTests {
  private static func choose(
    _ environment: [String: String], access: String? = nil, secret: String? = nil,
    region: String = "eu-west-1"
  ) throws(AWSCredentialError) -> AWSCredentialSource {
    try AWSCredentialSource.choose(
      accessKey: access.map { Secret($0) }, secretKey: secret.map { Secret($0) },
      sessionToken: nil, region: region, environment: environment)
  }

  private static let pod = [
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/var/run/secrets/token",
  ]
  private static let identity = [
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/var/run/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/reader",
  ]

  @Test func sourcesHaveAnOrder() throws {
    #expect(
      try Self.choose(Self.identity, access: "a", secret: "b")
        == .keys(AWSCredentials(accessKey: "a", secretKey: Secret("b"))))
    let both = Self.pod.merging(Self.identity) { $1 }
    #expect(
      try Self.choose(both)
        == .webIdentity(
          role: "arn:aws:iam::1:role/reader", tokenFile: "/var/run/token", session: "needletail",
          endpoint: "https://sts.eu-west-1.amazonaws.com/"))
    #expect(
      try Self.choose(Self.pod)
        == .container(
          url: "http://169.254.170.23/v1/credentials", proof: .file("/var/run/secrets/token")))
    #expect(
      try Self.choose(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/x"])
        == .container(url: "http://169.254.170.2/v2/credentials/x", proof: .none))
    #expect(try Self.choose([:]) == .instance(endpoint: "http://169.254.169.254"))
    let chinese = try Self.choose(Self.identity, region: "cn-north-1")
    guard case .webIdentity(_, _, _, "https://sts.cn-north-1.amazonaws.com.cn/") = chinese else {
      Issue.record("\(chinese)")
      return
    }
  }

  @Test(arguments: [
    (["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"], "not AWS_ROLE_ARN"),
    (["AWS_EC2_METADATA_DISABLED": "true"], "no credentials for AWS"),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/x"], "must be https"),
    (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1.example.com/x"], "must be https"),
  ])
  func whatIsHalfThereIsRefused(environment: [String: String], message: String) {
    let error = #expect(throws: AWSCredentialError.self) { try Self.choose(environment) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func halfAKeyIsRefused() {
    let error = #expect(throws: AWSCredentialError.self) { try Self.choose([:], access: "a") }
    #expect(error?.description.contains("no secret key") == true)
  }

  // MARK: Actions

  private static func json(_ key: String, until time: String) -> AWSCredentialMachine.Event {
    .response(
      OutgoingResponse(
        status: 200,
        body: Array(
          #"{"AccessKeyId":"\#(key)","SecretAccessKey":"s/+","Token":"t","Expiration":"\#(time)"}"#
            .utf8)))
  }

  private static func temporary(_ key: String) -> AWSCredentials {
    AWSCredentials(accessKey: key, secretKey: Secret("s/+"), sessionToken: Secret("t"))
  }

  private static func credentials(_ action: AWSCredentialMachine.Action) -> AWSCredentials? {
    guard case .use(let credentials) = action else { return nil }
    return credentials
  }

  private static func request(_ action: AWSCredentialMachine.Action) -> OutgoingRequest? {
    guard case .send(let request) = action else { return nil }
    return request
  }

  /// 1970-01-01T01:00:00Z is 3600.
  @Test func aPodIdentityIsRenewedBeforeItEnds() throws {
    var machine = AWSCredentialMachine(try Self.choose(Self.pod))
    guard case .read("/var/run/secrets/token") = machine.begin(now: 0) else {
      Issue.record("no token is read")
      return
    }
    let request = try #require(Self.request(machine.handle(.text("proof\n"), now: 0)))
    #expect((request.method, request.url) == ("GET", "http://169.254.170.23/v1/credentials"))
    #expect(request.headers.map { "\($0.name): \($0.value)" } == ["Authorization: proof"])
    let first = machine.handle(Self.json("A", until: "1970-01-01T01:00:00Z"), now: 0)
    #expect(Self.credentials(first) == Self.temporary("A"))
    #expect(Self.credentials(machine.begin(now: 3299)) == Self.temporary("A"))
    // Five minutes before the end; the token is read anew.
    guard case .read = machine.begin(now: 3300) else {
      Issue.record("not renewed")
      return
    }
    _ = machine.handle(.text("proof 2"), now: 3300)
    let second = machine.handle(Self.json("B", until: "1970-01-01T02:00:00.000Z"), now: 3300)
    #expect(Self.credentials(second) == Self.temporary("B"))
  }

  @Test func oldOnesServeWhileTheyHold() throws {
    var machine = AWSCredentialMachine(.container(url: "http://localhost/", proof: .none))
    _ = machine.begin(now: 0)
    _ = machine.handle(Self.json("A", until: "1970-01-01T01:00:00Z"), now: 0)
    _ = machine.begin(now: 3400)
    #expect(Self.credentials(machine.handle(.failure("down"), now: 3400)) == Self.temporary("A"))
    #expect(Self.credentials(machine.begin(now: 3459)) == Self.temporary("A"))
    #expect(Self.request(machine.begin(now: 3460)) != nil)
    let late = machine.handle(
      .response(OutgoingResponse(status: 500, body: Array("oh".utf8))), now: 3600)
    guard case .fail(let error) = late else {
      Issue.record("credentials that have ended")
      return
    }
    #expect(
      error.description
        == "no credentials for AWS from the container's agent at http://localhost/: status 500: oh")
  }

  @Test func aWebIdentityAssumesItsRole() throws {
    var machine = AWSCredentialMachine(try Self.choose(Self.identity))
    _ = machine.begin(now: 0)
    let request = try #require(Self.request(machine.handle(.text("ey.J_-\n"), now: 0)))
    #expect((request.method, request.url) == ("POST", "https://sts.eu-west-1.amazonaws.com/"))
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
        + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Freader&RoleSessionName=needletail"
        + "&WebIdentityToken=ey.J_-")
    let answer = """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult><Credentials>
          <SessionToken>t</SessionToken><SecretAccessKey>s/+</SecretAccessKey>
          <Expiration>1970-01-01T01:00:00Z</Expiration><AccessKeyId>A</AccessKeyId>
        </Credentials></AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """
    let used = machine.handle(
      .response(OutgoingResponse(status: 200, body: Array(answer.utf8))), now: 0)
    #expect(Self.credentials(used) == Self.temporary("A"))
  }

  @Test func anInstanceIsAskedThreeTimes() throws {
    var machine = AWSCredentialMachine(try Self.choose([:]))
    func answer(_ text: String) -> AWSCredentialMachine.Action {
      machine.handle(.response(OutgoingResponse(status: 200, body: Array(text.utf8))), now: 0)
    }
    let token = try #require(Self.request(machine.begin(now: 0)))
    #expect((token.method, token.url) == ("PUT", "http://169.254.169.254/latest/api/token"))
    let role = try #require(Self.request(answer("TOKEN")))
    let folder = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
    #expect((role.method, role.url) == ("GET", folder))
    #expect(role.headers.map { $0.value } == ["TOKEN"])
    let keys = try #require(Self.request(answer("reader\n")))
    #expect((keys.url, keys.headers.first?.value) == (folder + "reader", "TOKEN"))
    let used = machine.handle(Self.json("A", until: "1970-01-01T01:00:00Z"), now: 0)
    #expect(Self.credentials(used) == Self.temporary("A"))
  }

  // MARK: moto

  @Test(
    .enabled(if: MotoServer.isInstalled, "python3 with moto[server] is absent"),
    .timeLimit(.minutes(2)))
  func motoGivesAWebIdentityItsRole() async throws {
    let server = try await MotoServer()
    let transport = ClientTransport(seconds: 20)
    defer { transport.stop() }
    let file = NSTemporaryDirectory() + "needletail-token-" + UUID().uuidString
    try "eyJhbGciOiJub25lIn0.e30.".write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let source = try Self.choose([
      "AWS_WEB_IDENTITY_TOKEN_FILE": file,
      "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/reader",
      "AWS_ENDPOINT_URL_STS": server.url,
    ])
    let provider = AWSCredentialProvider(source, transport: transport) {
      Date().timeIntervalSince1970
    }
    let credentials = try await provider.credentials()
    #expect(credentials.accessKey.hasPrefix("ASIA"))
    #expect(credentials.sessionToken != nil)
    #expect(try await provider.credentials() == credentials)
  }
}
