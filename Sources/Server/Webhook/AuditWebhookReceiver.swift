import EventStore

/// Where API servers post their audit events.
///
/// Ordering: a 2xx is sent only after the events are stored for good; the API server takes any
/// other answer as a request to send them again, up to four times.
package final class AuditWebhookReceiver: RequestHandler {
  package static let name = "kubernetes-webhook"

  private let configuration: AuditWebhookConfiguration
  private let intake: EventIntake

  package init(configuration: AuditWebhookConfiguration, intake: EventIntake) {
    self.configuration = configuration
    self.intake = intake
  }

  package func admit(_ head: RequestHead) -> Admission? {
    guard configuration.host(ofPath: head.path) != nil else { return nil }
    guard head.method == "POST" else {
      return .refuse(
        HTTPAnswer(status: 405, headers: [("Allow", "POST")]))
    }
    guard isAllowed(head) else {
      intake.losses.record(Self.name) { $0.refusedRequests += 1 }
      return .refuse(
        HTTPAnswer(
          status: 401, contentType: "text/plain; charset=utf-8",
          "the audit webhook needs the credentials of its configuration\n",
          headers: [("WWW-Authenticate", "Bearer")]))
    }
    return intake.isStopping ? .refuse(Self.stopping) : .accept
  }

  private func isAllowed(_ head: RequestHead) -> Bool {
    configuration.allowsAnyone || configuration.credentials.contains { $0.holds(for: head) }
  }

  private static var stopping: HTTPAnswer {
    HTTPAnswer.plain(503, "shutting down").retrying(after: 10)
  }

  package func answer(_ request: ReceivedRequest) async -> HTTPAnswer {
    let metadata = EventBlock.Metadata(
      index: configuration.index, source: configuration.source,
      sourcetype: configuration.sourcetype,
      host: configuration.host(ofPath: request.head.path) ?? configuration.host)
    let block: EventBlock
    do throws(AuditWebhookDecoder.Fault) {
      block = try AuditWebhookDecoder(metadata: metadata).decode(request.body)
    } catch {
      intake.losses.record(Self.name) { $0.rejected += 1 }
      return .plain(400, error.reason)
    }
    guard !block.isEmpty else { return HTTPAnswer(status: 200) }
    do throws(EventSinkError) {
      _ = try await intake.append(block, from: Self.name)
      return HTTPAnswer(status: 200)
    } catch {
      switch error {
      case .busy: return HTTPAnswer.plain(503, "busy; try again").retrying(after: 5)
      case .stopping: return Self.stopping
      }
    }
  }
}
