import Diagnostics
import EventStore
import Server
import Testing

@Suite struct AuditWebhookTests {
  private static let metadata = EventBlock.Metadata(
    index: "main", source: "kubernetes", sourcetype: "_json", host: "kubernetes")
  private static let first =
    #"{"level":"Metadata","auditID":"1","stage":"ResponseComplete","note":"} ] \" ,"}"#
  private static let second =
    #"{"level":"Metadata","auditID":"2","annotations":{"audit.k8s.io/truncated":"true"}}"#
  private static let list =
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":["#
    + first + ",\n " + second + "]}\n"

  /// Source: Kubernetes' webhook backend, whose items lack `kind` and `apiVersion`.
  @Test func itemsAreEventsAsTheyAreWritten() throws {
    let block = try AuditWebhookDecoder(metadata: Self.metadata).decode(Array(Self.list.utf8))
    #expect(block.texts == [Self.first, Self.second])
    #expect(block.times == [nil, nil])
    #expect(block.described == [Self.metadata, Self.metadata])
    #expect(block.fields(1) == nil)
    let odd = Self.list.replacing(Self.second, with: #"{"auditID":"2"}"#)
    let fields = try AuditWebhookDecoder(metadata: Self.metadata).decode(Array(odd.utf8)).fields(1)
    #expect(fields == #"{"kind":"Event","apiVersion":"audit.k8s.io/v1"}"#)
  }

  @Test func anEmptyListIsFine() throws {
    let body = #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]}"#
    #expect(try AuditWebhookDecoder(metadata: Self.metadata).decode(Array(body.utf8)).isEmpty)
  }

  @Test(arguments: [
    "", "{", "[]", #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","items":[]}"#,
    #"{"kind":"EventList","apiVersion":"apps/v1","items":[]}"#,
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1"}"#,
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[1]}"#,
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"a":}]}"#,
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]} x"#,
  ])
  func anythingElseIsNot(_ body: String) {
    #expect(throws: AuditWebhookDecoder.Fault.self) {
      try AuditWebhookDecoder(metadata: Self.metadata).decode(Array(body.utf8))
    }
  }

  private func receiver(
    _ sink: SinkDouble, _ credentials: [ReceiverCredential]
  ) -> (AuditWebhookReceiver, EventIntake) {
    let intake = EventIntake(sink: sink)
    let configuration = AuditWebhookConfiguration(credentials: credentials)
    return (AuditWebhookReceiver(configuration: configuration, intake: intake), intake)
  }

  private func send(
    _ receiver: AuditWebhookReceiver, _ head: RequestHead, _ body: String = list
  ) async -> Int {
    switch receiver.admit(head) {
    case nil: 0
    case .refuse(let answer): answer.status
    case .accept:
      await receiver.answer(ReceivedRequest(head: head, body: Array(body.utf8))).status
    }
  }

  private func head(
    _ authorization: String? = nil, path: String = "/kubernetes/audit"
  ) -> RequestHead {
    RequestHead(
      method: "POST", target: path + "?timeout=30s",
      headers: authorization.map { [("Authorization", $0)] } ?? [])
  }

  @Test func storedEventsAreAnsweredWith200() async {
    let sink = SinkDouble()
    let (receiver, intake) = receiver(sink, [.bearer(Secret("t0ken"))])
    #expect(await send(receiver, head("Bearer t0ken", path: "/kubernetes/audit/blue")) == 200)
    #expect(sink.texts == [Self.first, Self.second])
    #expect(sink.blocks.first?.described.first?.host == "blue")
    let row = intake.losses.snapshot["kubernetes-webhook"]
    #expect(row.stored == 2)
    #expect(row.truncated == 1)
  }

  /// The API server sends again after any answer but a 2xx.
  @Test func aFullStoreAsksToComeAgain() async {
    let sink = SinkDouble()
    sink.mood = .full
    let (receiver, intake) = receiver(sink, [.bearer(Secret("t0ken"))])
    #expect(await send(receiver, head("Bearer t0ken")) == 503)
    #expect(intake.losses.snapshot["kubernetes-webhook"].busy == 2)
  }

  @Test func credentials() async {
    let sink = SinkDouble()
    let (receiver, _) = receiver(
      sink, [.bearer(Secret("t0ken")), .basic(user: "api", password: Secret("pass"))])
    #expect(await send(receiver, head()) == 401)
    #expect(await send(receiver, head("Bearer other")) == 401)
    #expect(await send(receiver, head("Bearer t0ken")) == 200)
    // api:pass
    #expect(await send(receiver, head("Basic YXBpOnBhc3M=")) == 200)
    // api:other
    #expect(await send(receiver, head("Basic YXBpOm90aGVy")) == 401)
    #expect(await send(receiver, head("Bearer t0ken", path: "/elsewhere")) == 0)
    #expect(await send(receiver, head("Bearer t0ken"), "{}") == 400)
  }

  @Test func aClientCertificateIsACredential() async {
    let (receiver, _) = receiver(SinkDouble(), [.clientCertificate])
    var head = head()
    #expect(await send(receiver, head) == 401)
    head.hasClientCertificate = true
    #expect(await send(receiver, head) == 200)
  }

  /// Source: the kubeconfig format.
  @Test func theKubeconfigNamesServerAndUser() {
    let file = WebhookKubeconfig(
      url: "https://needletail:9443/kubernetes/audit", certificateAuthority: Array("PEM".utf8),
      user: .token(Secret("t\"0")))
    #expect(
      file.text == """
        apiVersion: v1
        kind: Config
        clusters:
        - name: needletail
          cluster:
            server: "https://needletail:9443/kubernetes/audit"
            certificate-authority-data: UEVN
        users:
        - name: api-server
          user:
            token: "t\\"0"
        contexts:
        - name: webhook
          context:
            cluster: needletail
            user: api-server
        current-context: webhook

        """)
  }
}
