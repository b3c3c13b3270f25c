import CSimdjson

/// The tokens of one JSON text, or of several in a row.
///
/// A token is a bracket, a colon, a comma, or the start of a string, number or word.
/// Memory: borrows the indexed text until the next one; keeps its tables for reuse.
public final class JSONDocument {
  let handle: OpaquePointer
  /// The indexed text.
  public private(set) var text = Bytes.empty
  public private(set) var tokenCount = 0
  private var tokens: UnsafePointer<UInt32>?

  public init() {
    handle = csj_document_create()
  }

  deinit { csj_document_destroy(handle) }

  /// Finds the tokens of a text.
  ///
  /// Errors: no UTF-8, a string that is not closed, nothing but blanks. Brackets and values are
  /// checked by whoever walks them.
  public func index(_ text: Bytes) throws(JSONError) {
    self.text = text
    tokenCount = 0
    let status = csj_document_index(handle, text.start, text.count)
    guard status == CSJ_OK else { throw JSONError(status) }
    tokenCount = csj_document_token_count(handle)
    tokens = csj_document_tokens(handle)
  }

  /// Where a token starts in the text; the text's end for the token behind the last.
  public func offset(of token: Int) -> Int {
    guard let tokens, token <= tokenCount else { return text.count }
    return Int(tokens[token])
  }

  /// The first byte of a token; 0 behind the last.
  public func byte(at token: Int) -> UInt8 {
    guard let tokens, token < tokenCount else { return 0 }
    return text[Int(tokens[token])]
  }

  /// The token behind the value at a token.
  public func skip(_ token: Int) throws(JSONError) -> Int {
    guard token < tokenCount else { throw JSONError(CSJ_ENDS_EARLY) }
    let next = Int(csj_document_skip(handle, UInt32(token)))
    guard next > 0 else { throw fault() }
    return next
  }

  /// As `skip`, for a value that must be JSON throughout; escapes in strings are not checked.
  public func check(_ token: Int) throws(JSONError) -> Int {
    guard token < tokenCount else { throw JSONError(CSJ_ENDS_EARLY) }
    let next = Int(csj_document_check(handle, UInt32(token)))
    guard next > 0 else { throw fault() }
    return next
  }

  /// The text of the value that ends before the token `end`.
  public func value(_ token: Int, end: Int) -> Bytes {
    let start = offset(of: token)
    var stop = offset(of: end)
    // The next token may be far behind: only blanks stand between.
    while stop > start, text[stop - 1] <= 0x20 { stop -= 1 }
    return text.slice(start..<stop)
  }

  /// What stands between the quotes of the string at a token, escapes as they are; nil for anything
  /// but a string.
  public func string(at token: Int) -> Bytes? {
    guard byte(at: token) == UInt8(ascii: "\"") else { return nil }
    let quoted = value(token, end: token + 1)
    guard quoted.count >= 2, quoted[quoted.count - 1] == UInt8(ascii: "\"") else { return nil }
    return quoted.slice(1..<(quoted.count - 1))
  }

  /// Calls `body` with the key and the value's token of each member of the object at a token.
  ///
  /// Keys come as they are written, with their escapes.
  public func forEachMember(
    of token: Int, _ body: (_ key: Bytes, _ value: Int) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard byte(at: token) == UInt8(ascii: "{") else { return }
    var next = token + 1
    if byte(at: next) == UInt8(ascii: "}") { return }
    while true {
      guard let key = string(at: next), byte(at: next + 1) == UInt8(ascii: ":") else {
        throw unexpected(next)
      }
      let end = try skip(next + 2)
      try body(key, next + 2)
      switch byte(at: end) {
      case UInt8(ascii: ","): next = end + 1
      case UInt8(ascii: "}"): return
      default: throw unexpected(end)
      }
    }
  }

  /// The tokens of the elements of the array at a token, each with the token behind it.
  public func elements(of token: Int) throws(JSONError) -> [Range<Int>] {
    guard byte(at: token) == UInt8(ascii: "[") else { return [] }
    var next = token + 1
    var elements: [Range<Int>] = []
    if byte(at: next) == UInt8(ascii: "]") { return [] }
    while true {
      let end = try skip(next)
      elements.append(next..<end)
      switch byte(at: end) {
      case UInt8(ascii: ","): next = end + 1
      case UInt8(ascii: "]"): return elements
      default: throw unexpected(end)
      }
    }
  }

  func unexpected(_ token: Int) -> JSONError {
    token >= tokenCount
      ? JSONError(CSJ_ENDS_EARLY) : JSONError(CSJ_UNEXPECTED_TOKEN, offset: offset(of: token))
  }

  private func fault() -> JSONError {
    JSONError(csj_document_fault_status(handle), offset: csj_document_fault(handle))
  }
}

/// The strings of JSON.
public enum JSONText {
  /// The text that the inside of a quoted string stands for, in memory of the arena.
  public static func unescape(_ text: Bytes, in arena: Arena) throws(JSONError) -> Bytes {
    let target = arena.allocate(text.count)
    let count = csj_unescape(text.start, text.count, target)
    guard count >= 0 else { throw .invalidEscape }
    return Bytes(start: target, count: count)
  }

  /// Whether a text is UTF-8 throughout.
  public static func isUTF8(_ text: Bytes) -> Bool { csj_is_utf8(text.start, text.count) }
}
