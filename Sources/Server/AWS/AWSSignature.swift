import Crypto
package import Detections
package import Diagnostics
import EventModel
import Foundation

/// Who sends a request to AWS.
package struct AWSCredentials: Sendable, Equatable {
  package var accessKey: String
  package var secretKey: Secret
  package var sessionToken: Secret?

  package init(accessKey: String, secretKey: Secret, sessionToken: Secret? = nil) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.sessionToken = sessionToken
  }
}

/// Signs requests to AWS.
///
/// Source: AWS Signature Version 4.
package struct AWSSignature: Sendable {
  package var credentials: AWSCredentials
  package var region: String
  package var service: String

  package init(credentials: AWSCredentials, region: String, service: String) {
    self.credentials = credentials
    self.region = region
    self.service = service
  }

  /// Adds the headers `X-Amz-Date`, `Authorization` and, for temporary credentials,
  /// `X-Amz-Security-Token`. The request has a `Host` header already.
  ///
  /// Units: `now` in seconds since the epoch.
  package func sign(_ request: inout OutgoingRequest, now: Double) {
    let time = Self.timestamp(now)
    request.headers.append(("X-Amz-Date", time))
    if let token = credentials.sessionToken {
      request.headers.append(("X-Amz-Security-Token", token.value))
    }
    let headers = request.headers.map {
      (name: $0.name.lowercased(), value: Self.trimmed($0.value))
    }
    .sorted { $0.name < $1.name }
    let signed = headers.map { $0.name }.joined(separator: ";")
    let canonical = [
      request.method, path(of: request.url), query(of: request.url),
      headers.map { "\($0.name):\($0.value)\n" }.joined(), signed,
      Self.hexadecimal(SHA256.hash(data: request.body)),
    ].joined(separator: "\n")
    let scope = "\(time.prefix(8))/\(region)/\(service)/aws4_request"
    let text = [
      "AWS4-HMAC-SHA256", time, scope, Self.hexadecimal(SHA256.hash(data: Array(canonical.utf8))),
    ].joined(separator: "\n")
    var key = Array("AWS4\(credentials.secretKey.value)".utf8)
    for part in [String(time.prefix(8)), region, service, "aws4_request", text] {
      key = Array(
        HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: key)))
    }
    request.headers.append(
      (
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), "
          + "SignedHeaders=\(signed), Signature=\(Self.hexadecimal(key))"
      ))
  }

  /// `20150830T123600Z`
  static func timestamp(_ seconds: Double) -> String {
    guard let time = CivilTime(epoch: seconds, zone: .utc) else { return "" }
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(time.year, 4) + padded(time.month, 2) + padded(time.day, 2) + "T"
      + padded(time.hour, 2) + padded(time.minute, 2) + padded(time.second, 2) + "Z"
  }

  private static func trimmed(_ value: String) -> String {
    value.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return bytes.reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }

  private func path(of url: String) -> String {
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    guard let slash = rest.firstIndex(of: "/") else { return "/" }
    return String(rest[slash...].prefix { $0 != "?" })
  }

  /// Names and values are encoded already; only their order is to be made.
  private func query(of url: String) -> String {
    guard let mark = url.firstIndex(of: "?") else { return "" }
    return url[url.index(after: mark)...].split(separator: "&")
      .map { $0.contains("=") ? String($0) : "\($0)=" }.sorted().joined(separator: "&")
  }
}
