/// How much of a request the policy has logged.
enum AuditLevel: String, Sendable {
  case metadata = "Metadata"
  case request = "Request"
  case requestResponse = "RequestResponse"
}

/// The points in a request's life that leave an event; RequestReceived is omitted by the policy.
enum AuditStage: String, Sendable {
  case responseStarted = "ResponseStarted"
  case responseComplete = "ResponseComplete"
}

/// What a request is about; nil parts are left out of the event.
struct ObjectReference: Sendable {
  var resource: String
  var namespace: String?
  var name: String?
  var uid: String?
  var group: String?
  var apiVersion = "v1"
  var resourceVersion: String?
  var subresource: String?

  init(
    _ resource: String, in namespace: String? = nil, _ name: String? = nil, group: String? = nil,
    subresource: String? = nil, apiVersion: String = "v1"
  ) {
    self.resource = resource
    self.namespace = namespace
    self.name = name
    self.group = group
    self.subresource = subresource
    self.apiVersion = apiVersion
  }

  var json: String {
    let members: [(String, String?)] = [
      ("resource", resource), ("namespace", namespace), ("name", name), ("uid", uid),
      ("apiGroup", group), ("apiVersion", apiVersion), ("resourceVersion", resourceVersion),
      ("subresource", subresource),
    ]
    let written = members.compactMap { key, value in value.map { #""\#(key)":"\#($0)""# } }
    return "{\(written.joined(separator: ","))}"
  }

  /// The path at which the API serves this object or collection.
  var path: String {
    var path = group.map { "/apis/\($0)/\(apiVersion)" } ?? "/api/\(apiVersion)"
    if let namespace { path += "/namespaces/\(namespace)" }
    path += "/\(resource)"
    if let name { path += "/\(name)" }
    if let subresource { path += "/\(subresource)" }
    return path
  }

  /// The name by which error messages call the resource: `cronjobs.batch`.
  var qualifiedResource: String { group.map { "\(resource).\($0)" } ?? resource }
}

/// One kind of request with its answer: enough to write its event for any stage.
struct AuditExchange: Sendable {
  /// How the request ended.
  enum Outcome: Sendable {
    case code(Int)
    case forbidden(user: String)
    case notFound
  }

  var verb: String
  var uri: String
  var caller: Caller
  var object: ObjectReference?
  var level = AuditLevel.metadata
  var outcome = Outcome.code(200)
  var impersonated: String?
  var request: String?
  var response: String?
  /// The life of a long-running request in seconds; nil for one that is answered at once.
  var duration: ClosedRange<Int>?

  init(
    _ verb: String, _ object: ObjectReference, by caller: Caller, query: String = "",
    path: String? = nil,
    level: AuditLevel = .metadata, outcome: Outcome = .code(200), impersonated: String? = nil,
    request: String? = nil, response: String? = nil, duration: ClosedRange<Int>? = nil
  ) {
    self.verb = verb
    self.object = object
    self.caller = caller
    self.uri = (path ?? object.path) + query
    self.level = level
    self.outcome = outcome
    self.impersonated = impersonated
    self.request = request
    self.response = response
    self.duration = duration
  }

  /// A request that names no resource: probes, discovery, metrics.
  init(_ verb: String, uri: String, by caller: Caller, outcome: Outcome = .code(200)) {
    self.verb = verb
    self.uri = uri
    self.caller = caller
    self.outcome = outcome
  }

  /// The same exchange under a policy that logs less.
  func logged(at level: AuditLevel) -> AuditExchange {
    var copy = self
    copy.level = level
    return copy
  }

  // Key order is that of the API server's own structure.
  func text(_ stage: AuditStage) -> String {
    let status = statusJSON
    var members = [
      #""kind":"Event","apiVersion":"audit.k8s.io/v1","level":"\#(level.rawValue)","auditID":"<auditID>""#,
      #""stage":"\#(stage.rawValue)","requestURI":"\#(uri)","verb":"\#(verb)","user":\#(caller.user)"#,
    ]
    if let impersonated { members.append(#""impersonatedUser":\#(impersonated)"#) }
    let addresses = caller.addresses.map { #""\#($0)""# }.joined(separator: ",")
    members.append(#""sourceIPs":[\#(addresses)],"userAgent":"\#(caller.agent)""#)
    if let object { members.append(#""objectRef":\#(object.json)"#) }
    members.append(#""responseStatus":{"metadata":{},\#(status)}"#)
    if level != .metadata, let request { members.append(#""requestObject":\#(request)"#) }
    if level == .requestResponse, stage == .responseComplete {
      if isFailure {
        members.append(
          #""responseObject":{"kind":"Status","apiVersion":"v1","metadata":{},\#(status)}"#)
      } else if let response {
        members.append(#""responseObject":\#(response)"#)
      }
    }
    members.append(#""requestReceivedTimestamp":"<received>","stageTimestamp":"<staged>""#)
    members.append(#""annotations":\#(annotations)"#)
    return "{\(members.joined(separator: ","))}".replacing("&", with: #"\u0026"#)
  }

  private var isFailure: Bool {
    switch outcome {
    case .code: false
    case .forbidden, .notFound: true
    }
  }

  private var annotations: String {
    switch outcome {
    case .forbidden:
      #"{"authorization.k8s.io/decision":"forbid","authorization.k8s.io/reason":""}"#
    case .code, .notFound:
      #"{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"\#(caller.reason)"}"#
    }
  }

  private var statusJSON: String {
    switch outcome {
    case .code(let code):
      return #""code":\#(code)"#
    case .notFound:
      let message =
        #"\#(object?.qualifiedResource ?? "path") \"\#(object?.name ?? uri)\" not found"#
      return
        #""status":"Failure","message":"\#(message)","reason":"NotFound","details":{\#(details)},"code":404"#
    case .forbidden(let user):
      let message = forbiddenMessage(user: user)
      return
        #""status":"Failure","message":"\#(message)","reason":"Forbidden","details":{\#(details)},"code":403"#
    }
  }

  private var details: String {
    guard let object else { return "" }
    let members = [
      object.name.map { #""name":"\#($0)""# }, object.group.map { #""group":"\#($0)""# },
      #""kind":"\#(object.resource)""#,
    ]
    return members.compactMap(\.self).joined(separator: ",")
  }

  private func forbiddenMessage(user: String) -> String {
    guard let object else {
      return #"forbidden: User \"\#(user)\" cannot \#(verb) path \"\#(uri)\""#
    }
    let name = object.name.map { #" \"\#($0)\""# } ?? ""
    let resource = object.subresource.map { "\(object.resource)/\($0)" } ?? object.resource
    let scope = object.namespace.map { #" in the namespace \"\#($0)\""# } ?? " at the cluster scope"
    return
      #"\#(object.qualifiedResource)\#(name) is forbidden: User \"\#(user)\" cannot \#(verb) resource \"\#(resource)\" in API group \"\#(object.group ?? "")\"\#(scope)"#
  }
}
