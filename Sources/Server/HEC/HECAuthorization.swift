import Diagnostics
import Foundation

/// Finds the token of a request.
///
/// Source: Splunk's HTTP Event Collector: the `Splunk` scheme, HTTP Basic with the token as the
/// password, or the query when the token allows it, which wins over the header.
package struct HECAuthorization: Sendable {
  private let tokens: [HECToken]

  package init(tokens: [HECToken]) {
    self.tokens = tokens
  }

  package func token(of head: RequestHead) throws(HECFault) -> HECToken {
    if let guess = head.query["token"] {
      let token = try token(guess)
      guard token.allowsQueryAuthorization else { throw HECFault(.queryAuthorizationDisabled) }
      return try enabled(token)
    }
    guard let header = head.header("authorization") else { throw HECFault(.tokenRequired) }
    let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let scheme = parts.first?.lowercased() else { throw HECFault(.tokenRequired) }
    let rest = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    switch scheme {
    case "splunk":
      guard !rest.isEmpty else { throw HECFault(.tokenRequired) }
      return try enabled(token(rest))
    case "basic":
      guard let password = BasicCredentials(base64: rest)?.password else {
        throw HECFault(.invalidAuthorization)
      }
      guard !password.isEmpty else { throw HECFault(.tokenRequired) }
      return try enabled(token(password))
    default: throw HECFault(.invalidAuthorization)
    }
  }

  private func token(_ guess: String) throws(HECFault) -> HECToken {
    guard let token = tokens.first(where: { $0.value.matches(guess) }) else {
      throw HECFault(.invalidToken)
    }
    return token
  }

  private func enabled(_ token: HECToken) throws(HECFault) -> HECToken {
    guard !token.isDisabled else { throw HECFault(.tokenDisabled) }
    return token
  }
}

/// The user and password of HTTP's Basic scheme.
struct BasicCredentials {
  let user: String
  let password: String

  init?(base64 text: String) {
    guard let data = Data(base64Encoded: text) else { return nil }
    let plain = String(decoding: data, as: UTF8.self)
    guard let colon = plain.firstIndex(of: ":") else { return nil }
    user = String(plain[..<colon])
    password = String(plain[plain.index(after: colon)...])
  }
}

/// Why a request is not taken.
package struct HECFault: Error, Sendable, Equatable {
  package var status: HECStatus
  /// The place of the event that is to blame, as the protocol counts it.
  package var eventNumber: Int?

  package init(_ status: HECStatus, eventNumber: Int? = nil) {
    self.status = status
    self.eventNumber = eventNumber
  }
}
