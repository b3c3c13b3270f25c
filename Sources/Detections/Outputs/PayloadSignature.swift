import Crypto

/// The signature of a webhook's body, so that a receiver knows who sent it.
package enum PayloadSignature {
  /// `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.
  ///
  /// Source: RFC 2104; the form that GitHub's webhooks made common.
  package static func header(of body: [UInt8], secret: String) -> String {
    let key = SymmetricKey(data: Array(secret.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
    return "sha256=" + StableHash.hexadecimal(code)
  }
}
