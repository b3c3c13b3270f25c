package import Detections
import Diagnostics
import Foundation

/// Decides how to come by credentials, and when they are renewed. Pure: files, requests and time are
/// the caller's.
///
/// Ordering: `begin`, then `handle` with the outcome of each action until credentials come out.
package struct AWSCredentialMachine: Sendable {
  package enum Action: Sendable {
    case use(AWSCredentials)
    case read(path: String)
    case send(OutgoingRequest)
    case fail(AWSCredentialError)
  }

  package enum Event: Sendable {
    case text(String)
    case response(OutgoingResponse)
    /// A file that cannot be read, or no answer.
    case failure(String)
  }

  private enum Step {
    case idle
    case webIdentityToken
    case containerToken
    case temporary(isXML: Bool)
    case instanceToken
    case instanceRole(token: String)
  }

  /// Renewed so long before they end. Units: seconds.
  private static let margin = 300.0
  /// Asked again so long after a failure while the old ones still hold. Units: seconds.
  private static let patience = 60.0

  private let source: AWSCredentialSource
  private var step = Step.idle
  private var known: TemporaryCredentials?
  /// Units: seconds since 1970.
  private var renews = -Double.infinity

  package init(_ source: AWSCredentialSource) { self.source = source }

  /// What to do for credentials at a time, in seconds since 1970.
  package mutating func begin(now: Double) -> Action {
    if let known, now < renews { return .use(known.credentials) }
    switch source {
    case .keys(let credentials): return .use(credentials)
    case .webIdentity(_, let tokenFile, _, _):
      step = .webIdentityToken
      return .read(path: tokenFile)
    case .container(let url, let proof):
      switch proof {
      case .none: return askContainer(url, nil)
      case .token(let token): return askContainer(url, token.value)
      case .file(let path):
        step = .containerToken
        return .read(path: path)
      }
    case .instance(let endpoint):
      step = .instanceToken
      return .send(
        OutgoingRequest(
          method: "PUT", url: endpoint + "/latest/api/token",
          headers: [("X-aws-ec2-metadata-token-ttl-seconds", "21600")]))
    }
  }

  package mutating func handle(_ event: Event, now: Double) -> Action {
    let step = step
    self.step = .idle
    switch (event, step) {
    case (.failure(let reason), _): return failed(reason, now)
    case (.text(let text), .webIdentityToken): return assumeRole(Self.line(text))
    case (.text(let text), .containerToken):
      guard case .container(let url, _) = source else { break }
      return askContainer(url, Self.line(text))
    case (.response(let response), _):
      guard response.status == 200 else {
        let excerpt = String(decoding: response.body.prefix(300), as: UTF8.self)
        return failed("status \(response.status): \(excerpt)", now)
      }
      return answered(response.body, step, now)
    case (.text, _): break
    }
    preconditionFailure("an outcome of what was not asked for")
  }

  private mutating func answered(_ body: [UInt8], _ step: Step, _ now: Double) -> Action {
    switch step {
    case .temporary(let isXML):
      let found = isXML ? AWSCredentialAnswer.xml(body) : AWSCredentialAnswer.json(body)
      guard let found else { return failed("the answer holds no credentials", now) }
      known = found
      // Short-lived ones are renewed in the middle of their life.
      renews = max(found.expires - Self.margin, now + (found.expires - now) / 2)
      return .use(found.credentials)
    case .instanceToken: return askInstance(Self.line(String(decoding: body, as: UTF8.self)), nil)
    case .instanceRole(let token):
      let role = Self.line(String(decoding: body, as: UTF8.self))
      return role.isEmpty
        ? failed("the instance has no role", now) : askInstance(token, role)
    case .idle, .webIdentityToken, .containerToken:
      preconditionFailure("an answer to what was not asked")
    }
  }

  /// Old credentials serve as long as they hold.
  private mutating func failed(_ reason: String, _ now: Double) -> Action {
    if let known, now < known.expires {
      renews = min(now + Self.patience, known.expires)
      return .use(known.credentials)
    }
    return .fail(AWSCredentialError("no credentials for AWS from \(source.name): \(reason)"))
  }

  // MARK: Requests

  /// Source: AWS Security Token Service, `AssumeRoleWithWebIdentity`.
  private mutating func assumeRole(_ token: String) -> Action {
    guard case .webIdentity(let role, _, let session, let endpoint) = source else {
      preconditionFailure("only a web identity has such a token")
    }
    step = .temporary(isXML: true)
    let form = [
      ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role),
      ("RoleSessionName", session), ("WebIdentityToken", token),
    ].map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
    return .send(
      OutgoingRequest(
        method: "POST", url: endpoint,
        headers: [("Content-Type", "application/x-www-form-urlencoded")],
        body: Array(form.utf8)))
  }

  private mutating func askContainer(_ url: String, _ token: String?) -> Action {
    step = .temporary(isXML: false)
    return .send(
      OutgoingRequest(
        method: "GET", url: url, headers: token.map { [("Authorization", $0)] } ?? []))
  }

  /// Source: EC2's instance metadata, version 2.
  private mutating func askInstance(_ token: String, _ role: String?) -> Action {
    guard case .instance(let endpoint) = source else {
      preconditionFailure("only an instance has such a token")
    }
    step = role == nil ? .instanceRole(token: token) : .temporary(isXML: false)
    return .send(
      OutgoingRequest(
        method: "GET",
        url: endpoint + "/latest/meta-data/iam/security-credentials/" + (role ?? ""),
        headers: [("X-aws-ec2-metadata-token", token)]))
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
  }

  /// Source: RFC 3986, unreserved characters.
  private static func encoded(_ text: String) -> String {
    var allowed = CharacterSet(charactersIn: "-._~")
    allowed.insert(charactersIn: "a"..."z")
    allowed.insert(charactersIn: "A"..."Z")
    allowed.insert(charactersIn: "0"..."9")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
  }
}

extension AWSCredentialSource {
  /// For people.
  package var name: String {
    switch self {
    case .keys: "keys"
    case .webIdentity(_, let tokenFile, _, _): "the web identity in \(tokenFile)"
    case .container(let url, _): "the container's agent at \(url)"
    case .instance(let endpoint): "the instance's metadata at \(endpoint)"
    }
  }
}
