/// What the HTTP Event Collector answers.
///
/// Source: Splunk's HTTP Event Collector error codes.
package enum HECStatus: Int, Sendable, CaseIterable {
  case success = 0
  case tokenDisabled = 1
  case tokenRequired = 2
  case invalidAuthorization = 3
  case invalidToken = 4
  case noData = 5
  case invalidDataFormat = 6
  case incorrectIndex = 7
  case internalError = 8
  case busy = 9
  case channelMissing = 10
  case invalidChannel = 11
  case eventRequired = 12
  case eventBlank = 13
  case ackDisabled = 14
  case indexedFieldsError = 15
  case queryAuthorizationDisabled = 16
  case healthy = 17
  case queuesFull = 18
  case ackUnavailable = 19
  case queuesFullAndAckUnavailable = 20
  case invalidTokenOfHealth = 21
  case tokenDisabledOfHealth = 22
  case shuttingDown = 23
  case queueNearlyFull = 24
  case ackNearlyFull = 25
  case queueAtCapacity = 26
  case ackAtCapacity = 27

  package var httpStatus: Int {
    switch self {
    case .success, .healthy, .queueNearlyFull, .ackNearlyFull: 200
    case .tokenRequired, .invalidAuthorization: 401
    case .tokenDisabled, .invalidToken: 403
    case .internalError: 500
    case .busy, .queuesFull, .shuttingDown, .ackUnavailable, .queuesFullAndAckUnavailable: 503
    case .queueAtCapacity, .ackAtCapacity: 429
    case .noData, .invalidDataFormat, .incorrectIndex, .channelMissing, .invalidChannel,
      .eventRequired, .eventBlank, .ackDisabled, .indexedFieldsError,
      .queryAuthorizationDisabled, .invalidTokenOfHealth, .tokenDisabledOfHealth:
      400
    }
  }

  package var text: String {
    switch self {
    case .success: "Success"
    case .tokenDisabled: "Token disabled"
    case .tokenRequired: "Token is required"
    case .invalidAuthorization: "Invalid authorization"
    case .invalidToken: "Invalid token"
    case .noData: "No data"
    case .invalidDataFormat: "Invalid data format"
    case .incorrectIndex: "Incorrect index"
    case .internalError: "Internal server error"
    case .busy: "Server is busy"
    case .channelMissing: "Data channel is missing"
    case .invalidChannel: "Invalid data channel"
    case .eventRequired: "Event field is required"
    case .eventBlank: "Event field cannot be blank"
    case .ackDisabled: "ACK is disabled"
    case .indexedFieldsError: "Error in handling indexed fields"
    case .queryAuthorizationDisabled: "Query string authorization is not enabled"
    case .healthy: "HEC is healthy"
    case .queuesFull: "HEC is unhealthy, queues are full"
    case .ackUnavailable: "HEC is unhealthy, ack service unavailable"
    case .queuesFullAndAckUnavailable:
      "HEC is unhealthy, queues are full, ack service unavailable"
    case .invalidTokenOfHealth: "Invalid token"
    case .tokenDisabledOfHealth: "Token disabled"
    case .shuttingDown: "Server is shutting down"
    case .queueNearlyFull: "HEC queue is approaching its capacity limit"
    case .ackNearlyFull: "HEC ACK is approaching its capacity limit"
    case .queueAtCapacity: "HEC queue is at capacity and cannot process any more requests"
    case .ackAtCapacity: "HEC ACK channel is at capacity and cannot process any more requests"
    }
  }
}
