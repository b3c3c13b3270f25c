import CSimdjson

/// Why a text is not JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  public let reason: String
  /// Where the text stopped making sense, in bytes; nil where that is the text as a whole.
  public let offset: Int?

  public init(_ reason: String, offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String { offset.map { "\(reason) at byte \($0 + 1)" } ?? reason }

  static let emptyText = JSONError("no JSON text")
  static let invalidEscape = JSONError("a string has an escape that JSON does not have")

  init(_ status: csj_status, offset: Int? = nil) {
    self =
      switch status {
      case CSJ_EMPTY: .emptyText
      case CSJ_INVALID_UTF8: JSONError("the text is not UTF-8")
      case CSJ_CONTROL_CHARACTER: JSONError("a string has a control character or is not closed")
      case CSJ_UNCLOSED_STRING: JSONError("a string is not closed")
      case CSJ_ENDS_EARLY: JSONError("the JSON text ends early")
      case CSJ_TOO_DEEP:
        JSONError("the JSON text is nested deeper than \(CSJ_DEPTH_LIMIT) levels", offset: offset)
      case CSJ_INVALID_ESCAPE: .invalidEscape
      case CSJ_INVALID_SCALAR: JSONError("neither a number nor a word of JSON", offset: offset)
      case CSJ_TOO_LARGE: JSONError("the JSON text is larger than memory or 4 GiB allows")
      // The rest of a C enumeration is open to the compiler.
      default: JSONError("unexpected character in the JSON text", offset: offset)
      }
  }
}
