import EventModel
import QueryPlan

/// One function of `convert` over one value.
///
/// Source: Splunk Search Reference, `convert`.
enum ConversionFunction: String, Sendable, CaseIterable {
  case auto
  case ctime
  case dur2sec
  case memk
  case mktime
  case mstime
  case none
  case num
  case rmcomma
  case rmunit
}

/// A function of `convert` with its fields.
struct Conversion: Sendable {
  let function: ConversionFunction
  let from: WildcardPattern
  /// Nil: the field itself.
  let to: WildcardPattern?
  let timeFormat: String

  static let defaultTimeFormat = "%m/%d/%Y %H:%M:%S"

  /// The field that gets what `field` is converted to; nil when the fields do not match.
  func target(for field: String) -> String? {
    guard let to else { return from.matches(field) ? field : nil }
    guard let stars = from.captures(field) else { return nil }
    guard to.hasWildcard else { return to.text }
    let parts = to.text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    return zip(stars, parts.dropFirst()).reduce(parts[0]) { $0 + $1.0 + $1.1 }
  }

  /// Converts texts of one batch; nil for one that is not in the form that the function reads.
  func converter(in context: EvaluationContext) -> (Bytes) -> Cell? {
    let environment = context.environment
    switch function {
    // Source: Splunk Search Reference, `convert`, extended example 3: `num` reads durations.
    case .auto, .num:
      return { text in
        (NumberText.parse(text) ?? Self.duration(text.string)).map { .number($0) }
      }
    case .none: return { .text($0) }
    case .ctime:
      let format = StrftimeFormat(timeFormat)
      return { text in
        guard let time = NumberText.parse(text), time.isFinite else { return nil }
        var output: [UInt8] = []
        guard format.append(epoch: time, zone: environment.zone, to: &output) else { return nil }
        return context.text(output)
      }
    case .mktime:
      let format = StrptimeFormat(timeFormat)
      return { text in
        format.parse(text.buffer, now: environment.now, zone: environment.zone)
          .map { .number($0) }
      }
    case .dur2sec: return { Self.duration($0.string).map { .number($0) } }
    case .mstime: return { Self.minutes($0.string).map { .number($0) } }
    case .memk: return { Self.kilobytes($0.string).map { .number($0) } }
    case .rmcomma: return { context.text($0.array.filter { $0 != UInt8(ascii: ",") }) }
    case .rmunit: return { Self.leadingNumber($0.string).map { .number($0) } }
    }
  }

  /// `[D+]HH:MM:SS`.
  private static func duration(_ text: String) -> Double? {
    var rest = text[...]
    var days = 0
    if let plus = rest.firstIndex(of: "+") {
      guard let count = Int(rest[..<plus]), count >= 0 else { return nil }
      days = count
      rest = rest[rest.index(after: plus)...]
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2],
      0..<24 ~= hours, 0..<60 ~= minutes, 0..<60 ~= seconds
    else { return nil }
    return Double(days) * 86_400 + Double(hours * 3_600 + minutes * 60 + seconds)
  }

  /// `[MM:]SS.SSS`.
  private static func minutes(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, let seconds = NumberText.parse(String(last)), parts.count <= 2
    else { return nil }
    guard parts.count == 2 else { return seconds }
    return Int(parts[0]).map { Double($0) * 60 + seconds }
  }

  /// A number with `k`, `m` or `g`, `k` when there is none.
  private static func kilobytes(_ text: String) -> Double? {
    let units: [Character: Double] = ["k": 1, "m": 1024, "g": 1024 * 1024]
    guard let last = text.last else { return nil }
    let factor = units[Character(last.lowercased())]
    let number = factor == nil ? text : String(text.dropLast())
    return NumberText.parse(number).map { $0 * (factor ?? 1) }
  }

  /// The number that a text starts with.
  private static func leadingNumber(_ text: String) -> Double? {
    var end = text.startIndex
    var isFraction = false
    while end < text.endIndex {
      let character = text[end]
      let isSign = end == text.startIndex && (character == "-" || character == "+")
      if character == ".", !isFraction {
        isFraction = true
      } else if !isSign, !(character.isASCII && character.isNumber) {
        break
      }
      end = text.index(after: end)
    }
    return NumberText.parse(String(text[..<end]))
  }
}
