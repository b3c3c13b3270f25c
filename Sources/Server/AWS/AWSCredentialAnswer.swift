import Diagnostics
import EventModel
import Foundation

/// Credentials that end, and when they do.
package struct TemporaryCredentials: Sendable, Equatable {
  package let credentials: AWSCredentials
  /// Units: seconds since 1970.
  package let expires: Double
}

/// Reads what AWS answers when it is asked for credentials.
enum AWSCredentialAnswer {
  /// Of a container's agent and of the instance's metadata service.
  ///
  /// Shape: `{"AccessKeyId":"…","SecretAccessKey":"…","Token":"…","Expiration":"…"}`.
  static func json(_ body: [UInt8]) -> TemporaryCredentials? {
    guard let answer = try? JSONValue.parse(String(decoding: body, as: UTF8.self)) else {
      return nil
    }
    return credentials(token: "Token") { name in
      guard case .string(let text)? = answer[name] else { return nil }
      return text
    }
  }

  /// Of `AssumeRoleWithWebIdentity`, which answers in XML; none of its values holds what XML escapes.
  static func xml(_ body: [UInt8]) -> TemporaryCredentials? {
    let text = String(decoding: body, as: UTF8.self)
    return credentials(token: "SessionToken") { name in
      guard let start = text.firstRange(of: "<\(name)>")?.upperBound,
        let end = text[start...].firstRange(of: "</\(name)>")?.lowerBound
      else { return nil }
      return text[start..<end].trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private static func credentials(
    token: String, _ value: (String) -> String?
  ) -> TemporaryCredentials? {
    guard let accessKey = value("AccessKeyId"), let secretKey = value("SecretAccessKey"),
      let expires = value("Expiration").flatMap({ seconds($0) })
    else { return nil }
    return TemporaryCredentials(
      credentials: AWSCredentials(
        accessKey: accessKey, secretKey: Secret(secretKey),
        sessionToken: value(token).map { Secret($0) }),
      expires: expires)
  }

  /// `2026-11-24T13:00:00Z`, with or without a fraction.
  private static func seconds(_ text: String) -> Double? {
    let styles = [
      Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true),
    ]
    return styles.lazy.compactMap { try? $0.parse(text) }.first?.timeIntervalSince1970
  }
}
