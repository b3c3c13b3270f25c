package import Diagnostics
import Foundation

/// Why there are no credentials for AWS.
package struct AWSCredentialError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Where credentials for AWS come from.
///
/// Source: "AWS SDKs and Tools Reference Guide", standardized credential providers.
package enum AWSCredentialSource: Sendable, Equatable {
  /// What proves to a container's credential endpoint who asks.
  package enum Proof: Sendable, Equatable {
    case none
    case token(Secret)
    /// Written anew from time to time, so that it is read each time.
    case file(String)
  }

  /// For as long as the program runs.
  case keys(AWSCredentials)
  /// A service account's token is exchanged for credentials of a role (IRSA on EKS).
  case webIdentity(role: String, tokenFile: String, session: String, endpoint: String)
  /// An agent beside the container hands them out (EKS Pod Identity, ECS).
  case container(url: String, proof: Proof)
  /// The instance's metadata service, in its second version.
  case instance(endpoint: String)

  /// The first that there is, in the order in which AWS's own programs try them.
  ///
  /// Errors: for settings that are half there, and where nothing is.
  package static func choose(
    accessKey: Secret?, secretKey: Secret?, sessionToken: Secret?, region: String,
    environment: [String: String]
  ) throws(AWSCredentialError) -> AWSCredentialSource {
    if accessKey != nil || secretKey != nil {
      guard let accessKey, let secretKey else {
        throw AWSCredentialError(
          accessKey == nil
            ? "a secret key for AWS, but no access key: give `access_key` or AWS_ACCESS_KEY_ID"
            : "an access key for AWS, but no secret key: give `secret_key` or "
              + "AWS_SECRET_ACCESS_KEY")
      }
      return .keys(
        AWSCredentials(
          accessKey: accessKey.value, secretKey: secretKey, sessionToken: sessionToken))
    }
    let variable = { (name: String) -> String? in
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let tokenFile = variable("AWS_WEB_IDENTITY_TOKEN_FILE") {
      guard let role = variable("AWS_ROLE_ARN") else {
        throw AWSCredentialError("AWS_WEB_IDENTITY_TOKEN_FILE is set, but not AWS_ROLE_ARN")
      }
      return .webIdentity(
        role: role, tokenFile: tokenFile,
        session: variable("AWS_ROLE_SESSION_NAME") ?? "needletail",
        endpoint: variable("AWS_ENDPOINT_URL_STS")
          ?? "https://sts.\(region).\(domain(of: region))/")
    }
    if let container = try container(variable) { return container }
    if variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" {
      throw AWSCredentialError(
        "no credentials for AWS: give `access_key` and `secret_key`, or let a service account "
          + "(AWS_WEB_IDENTITY_TOKEN_FILE), a pod identity (AWS_CONTAINER_CREDENTIALS_FULL_URI) or "
          + "the instance (without AWS_EC2_METADATA_DISABLED) have a role")
    }
    return .instance(
      endpoint: variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254")
  }

  /// What the names of AWS's endpoints in a region end with.
  package static func domain(of region: String) -> String {
    region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
  }

  private static func container(
    _ variable: (String) -> String?
  ) throws(AWSCredentialError) -> AWSCredentialSource? {
    let url: String
    if let relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      url = "http://169.254.170.2" + relative
    } else if let full = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
      url = full
    } else {
      return nil
    }
    guard isTrusted(url) else {
      throw AWSCredentialError(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or an address of this machine: \(url)")
    }
    if let file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      return .container(url: url, proof: .file(file))
    }
    if let token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") {
      return .container(url: url, proof: .token(Secret(token)))
    }
    return .container(url: url, proof: .none)
  }

  /// Addresses to which a token may go without TLS: loopback, and those of the agents of ECS and EKS.
  private static let agents: Set<String> = [
    "localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23",
  ]

  private static func isTrusted(_ url: String) -> Bool {
    guard let parts = URLComponents(string: url), let host = parts.host else { return false }
    if parts.scheme == "https" { return true }
    let name = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    return parts.scheme == "http" && (agents.contains(name) || isLoopback(name))
  }

  /// `127.x.y.z`, not a name that begins like it.
  private static func isLoopback(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
