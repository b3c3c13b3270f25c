import CPCRE2

/// Turns the bytes of a pattern into compiled code.
enum RegexCompiler {
  struct Compiled {
    let code: OpaquePointer
    /// Written names by the name that the library was given instead.
    let renamed: [String: String]
  }

  private static let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF)
  /// `\y` is the letter and `\K` may stand in a look-around, as authors of searches are used to.
  private static let extraOptions =
    UInt32(PCRE2_EXTRA_BAD_ESCAPE_IS_LITERAL) | UInt32(PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK)
  /// Error 144: a group name that starts with a digit.
  private static let nameStartsWithDigit: Int32 = 144
  /// Error 150: a hyphen beside a class, as in `[\w-.]`, where it can only mean itself.
  private static let hyphenBesideClass: Int32 = 150

  static func compile(_ pattern: [UInt8]) throws(RegexError) -> Compiled {
    var text = pattern
    var renamed: [String: String] = [:]
    var insertions: [Int] = []
    while true {
      switch attempt(text) {
      case .success(let code): return Compiled(code: code, renamed: renamed)
      case .failure(let error):
        if insertions.count < 100, error.number == hyphenBesideClass,
          let hyphen = text[...min(error.offset, text.count - 1)].lastIndex(of: UInt8(ascii: "-"))
        {
          text.insert(UInt8(ascii: "\\"), at: hyphen)
          insertions.append(hyphen)
        } else if insertions.count < 100, error.number == nameStartsWithDigit,
          let start = nameStart(in: text, before: error.offset)
        {
          let name = String(decoding: text[start...].prefix { isWord($0) }, as: UTF8.self)
          text.insert(UInt8(ascii: "_"), at: start)
          insertions.append(start)
          renamed["_" + name] = name
        } else {
          let shift = insertions.count { $0 < error.offset }
          throw RegexError(message: error.message, offset: max(0, error.offset - shift))
        }
      }
    }
  }

  static func captureCount(_ code: OpaquePointer) -> Int {
    var count: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    return Int(count)
  }

  static func groups(of code: OpaquePointer) -> [(name: String, number: Int)] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [] }
    let entries = (0..<Int(count)).map { index in
      let entry = table + index * Int(entrySize)
      let number = Int(entry[0]) << 8 | Int(entry[1])
      return (name: String(cString: entry + 2), number: number)
    }
    return entries.sorted { $0.number < $1.number }
  }

  private struct Failure: Error {
    let number: Int32
    let message: String
    let offset: Int
  }

  private static func attempt(_ text: [UInt8]) -> Result<OpaquePointer, Failure> {
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_compile_extra_options_8(context, extraOptions)
    var number: Int32 = 0
    var offset = 0
    let code = text.withUnsafeBufferPointer { buffer in
      pcre2_compile_8(buffer.baseAddress, buffer.count, options, &number, &offset, context)
    }
    if let code { return .success(code) }
    return .failure(Failure(number: number, message: message(number), offset: offset))
  }

  private static func message(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
    guard length > 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }

  /// The first byte of the group name around an offset.
  private static func nameStart(in text: [UInt8], before offset: Int) -> Int? {
    var start = min(offset, text.count)
    while start > 0, isWord(text[start - 1]) { start -= 1 }
    guard start > 0, start < text.count, isDigit(text[start]) else { return nil }
    return start
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }
}
