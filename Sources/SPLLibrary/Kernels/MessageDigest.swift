import COpenSSL
import Diagnostics
import EventModel
import QueryPlan

/// The digests of texts, in lower-case hexadecimal digits.
package enum MessageDigest: String, Sendable {
  case md5, sha1, sha256, sha512

  /// Nil only where the system's library has the algorithm switched off.
  func hexadecimal(of text: Bytes, in arena: Arena) -> Bytes? {
    let algorithm: OpaquePointer? =
      switch self {
      case .md5: EVP_md5()
      case .sha1: EVP_sha1()
      case .sha256: EVP_sha256()
      case .sha512: EVP_sha512()
      }
    let digest = arena.allocate(Int(EVP_MAX_MD_SIZE))
    var size: UInt32 = 0
    guard EVP_Digest(text.start, text.count, digest, &size, algorithm, nil) == 1 else { return nil }
    let result = arena.allocate(2 * Int(size))
    let digits = Bytes("0123456789abcdef")
    for index in 0..<Int(size) {
      result[2 * index] = digits[Int(digest[index] >> 4)]
      result[2 * index + 1] = digits[Int(digest[index] & 15)]
    }
    return Bytes(start: result, count: 2 * Int(size))
  }

  /// The digest of each row's text; null stays null.
  func column(
    of values: Column, in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let arena = context.arena
    return try context.rows(of: [values]) { (row) throws(Diagnostic) in
      guard let text = values[row].text(in: arena) else { return .null }
      guard let digest = hexadecimal(of: text, in: arena) else {
        throw Diagnostic(
          .unsupportedSyntax, "the cryptographic library of this system has no `\(rawValue)`",
          at: nil, help: "it may be switched off by a FIPS policy")
      }
      return .text(digest)
    }
  }
}
