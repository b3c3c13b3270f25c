import Foundation

/// A format of `printf`: literal texts and codes such as `%-5.2f`.
///
/// Source: Splunk Search Reference, `printf`.
struct PrintfFormat: Sendable {
  struct Malformed: Error {
    let message: String
  }

  struct Code: Sendable {
    var flags = ""
    /// True for `'`, which puts commas between thousands.
    var isGrouped = false
    var width: Size?
    var precision: Size?
    var conversion: Character = "s"
  }

  enum Size: Sendable {
    case fixed(Int)
    /// `*`: the next argument tells.
    case argument
  }

  enum Piece: Sendable {
    case text(String)
    case code(Code)
  }

  let pieces: [Piece]

  var argumentCount: Int {
    pieces.reduce(0) { count, piece in
      guard case .code(let code) = piece else { return count }
      return count + 1 + Self.stars(code.width) + Self.stars(code.precision)
    }
  }

  private static func stars(_ size: Size?) -> Int {
    if case .argument? = size { 1 } else { 0 }
  }

  init(_ format: String) throws(Malformed) {
    var pieces: [Piece] = []
    var text = ""
    var rest = Substring(format)
    while let character = rest.popFirst() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      if rest.first == "%" {
        rest.removeFirst()
        text.append("%")
        continue
      }
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
      pieces.append(.code(try Self.code(&rest)))
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    self.pieces = pieces
  }

  private static func code(_ rest: inout Substring) throws(Malformed) -> Code {
    var code = Code()
    while let flag = rest.first, "-+ 0#'".contains(flag) {
      rest.removeFirst()
      if flag == "'" { code.isGrouped = true } else { code.flags.append(flag) }
    }
    code.width = size(&rest)
    if rest.first == "." {
      rest.removeFirst()
      code.precision = size(&rest) ?? .fixed(0)
    }
    while let modifier = rest.first, "hlLqjt".contains(modifier) { rest.removeFirst() }
    guard let conversion = rest.popFirst() else {
      throw Malformed(message: "a code without a letter at the end")
    }
    guard "aAcdeEfFgGiopsuxXz".contains(conversion) else {
      throw Malformed(message: "unknown code `%\(conversion)`")
    }
    // The page's aliases.
    code.conversion = conversion == "z" ? "s" : conversion == "p" ? "X" : conversion
    return code
  }

  private static func size(_ rest: inout Substring) -> Size? {
    if rest.first == "*" {
      rest.removeFirst()
      return .argument
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest.removeFirst(digits.count)
    return Int(digits).map { .fixed($0) }
  }
}
