import EventModel
import Foundation

extension PrintfFormat {
  private static let widest = 10_000

  /// Nil where an argument is null, missing, or not of the kind that its code needs.
  func text(_ arguments: [Cell]) -> String? {
    var result = ""
    var rest = arguments[...]
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .code(let code):
        guard let width = Self.resolve(code.width, &rest),
          let precision = Self.resolve(code.precision, &rest),
          let argument = rest.popFirst(),
          let text = Self.print(argument, code, width: width, precision: precision)
        else { return nil }
        result += text
      }
    }
    return result
  }

  /// Some nil when the format says nothing, nil when the argument is missing.
  private static func resolve(_ size: Size?, _ rest: inout ArraySlice<Cell>) -> Int?? {
    switch size {
    case nil: return .some(nil)
    case .fixed(let value): return .some(min(value, widest))
    case .argument:
      guard let value = rest.popFirst()?.integer else { return nil }
      return .some(min(max(value, -widest), widest))
    }
  }

  private static func print(
    _ argument: Cell, _ code: Code, width: Int?, precision: Int?
  ) -> String? {
    var flags = code.flags
    var width = width ?? 0
    if width < 0 {
      flags += "-"
      width = -width
    }
    guard let body = body(argument, code, flags: flags, precision: precision) else { return nil }
    let missing = width - body.unicodeScalars.count
    guard missing > 0 else { return body }
    if flags.contains("-") { return body + String(repeating: " ", count: missing) }
    let isInteger = "diouxX".contains(code.conversion)
    let isText = "cs".contains(code.conversion)
    guard flags.contains("0"), !isText, !(isInteger && precision != nil) else {
      return String(repeating: " ", count: missing) + body
    }
    let sign = body.prefix { "+- ".contains($0) }
    return sign + String(repeating: "0", count: missing) + body.dropFirst(sign.count)
  }

  /// The printed argument before it is padded to its width.
  private static func body(
    _ argument: Cell, _ code: Code, flags: String, precision: Int?
  ) -> String? {
    switch code.conversion {
    case "s":
      guard let text = argument.string else { return nil }
      return precision.map { String(text.prefix($0)) } ?? text
    case "c": return character(argument)
    case "d", "i": return signed(argument, code, flags: flags, precision: precision)
    case "o", "u", "x", "X": return unsigned(argument, code, flags: flags, precision: precision)
    default:
      guard let number = argument.number else { return nil }
      let kept = flags.filter { "+ #".contains($0) }
      let digits = precision.map { ".\($0)" } ?? ""
      let text = String(format: "%\(kept)\(digits)\(code.conversion)", number)
      return code.isGrouped ? NumberFormat.grouped(text) : text
    }
  }

  private static func character(_ argument: Cell) -> String? {
    switch argument {
    case .number(let number):
      return UInt32(exactly: number).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    case .text(let text): return text.string.first.map { String($0) } ?? ""
    case .null, .boolean, .multivalue: return nil
    }
  }

  private static func signed(
    _ argument: Cell, _ code: Code, flags: String, precision: Int?
  ) -> String? {
    guard let value = argument.integer else { return nil }
    var digits = precision == 0 && value == 0 ? "" : padded(String(value.magnitude), to: precision)
    if code.isGrouped { digits = NumberFormat.grouped(digits) }
    let plus = flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    return (value < 0 ? "-" : plus) + digits
  }

  private static func unsigned(
    _ argument: Cell, _ code: Code, flags: String, precision: Int?
  ) -> String? {
    guard let value = argument.integer else { return nil }
    let bits = UInt64(bitPattern: Int64(value))
    if precision == 0, bits == 0 { return "" }
    let isMarked = flags.contains("#") && bits != 0
    switch code.conversion {
    case "o": return (isMarked ? "0" : "") + padded(String(bits, radix: 8), to: precision)
    case "x": return (isMarked ? "0x" : "") + padded(String(bits, radix: 16), to: precision)
    case "X":
      let digits = String(bits, radix: 16, uppercase: true)
      return (isMarked ? "0X" : "") + padded(digits, to: precision)
    default:
      let digits = padded(String(bits), to: precision)
      return code.isGrouped ? NumberFormat.grouped(digits) : digits
    }
  }

  private static func padded(_ digits: String, to count: Int?) -> String {
    String(repeating: "0", count: max(0, (count ?? 0) - digits.count)) + digits
  }
}
