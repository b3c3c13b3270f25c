import Diagnostics
import EventModel
import Foundation
import QueryPlan
import SPLSyntax

/// How values are put into buckets: a span of time, a number, or powers of a base.
///
/// Source: Splunk Search Reference, `bin`.
enum BucketSize: Sendable {
  case time(BinSpan, align: Double?)
  case number(Double)
  case logarithm(coefficient: Double, base: Double)

  /// What `span=` says; a plain number is seconds for `_time` and a width for any other field.
  init(
    field: String, span: Word, align: Word? = nil, environment: SearchEnvironment
  ) throws(Diagnostic) {
    let text = span.text
    if field != "_time", let number = NumberText.parse(text) {
      guard number > 0 else {
        throw Diagnostic(.invalidOptionValue, "a bucket must be larger than 0", at: span.span)
      }
      self = .number(number)
    } else if field != "_time", let logarithm = Self.logarithm(text) {
      self = logarithm
    } else {
      self = .time(try Self.time(text, at: span.span), align: try Self.time(align, environment))
    }
  }

  private static func time(_ text: String, at span: Span) throws(Diagnostic) -> BinSpan {
    do {
      return try BinSpan(text)
    } catch {
      throw Diagnostic(.invalidOptionValue, error.message, at: span, help: error.help)
    }
  }

  static func time(
    _ align: Word?, _ environment: SearchEnvironment
  ) throws(Diagnostic) -> Double? {
    guard let align else { return nil }
    switch align.lowercased {
    case "earliest": return environment.earliest
    case "latest": return environment.latest
    default: break
    }
    do {
      return try TimeModifier(align.text).resolve(now: environment.now, zone: environment.zone)
    } catch {
      throw Diagnostic(.invalidTime, error.message, at: align.span, help: error.help)
    }
  }

  /// `log10`, `2log5`: buckets between powers.
  private static func logarithm(_ text: String) -> BucketSize? {
    guard let mark = text.firstRange(of: "log") else { return nil }
    let coefficient = String(text[..<mark.lowerBound])
    let base = String(text[mark.upperBound...])
    guard let factor = coefficient.isEmpty ? 1 : NumberText.parse(coefficient), factor > 0,
      let power = base.isEmpty ? 10 : NumberText.parse(base), power > 1
    else { return nil }
    return .logarithm(coefficient: factor, base: power)
  }

  /// The start of the bucket that a number falls into.
  func start(of value: Double, zone: TimeZoneRules) -> Double {
    switch self {
    case .time(let span, let align): return span.floor(value, zone: zone, align: align)
    case .number(let width): return (value / width).rounded(.down) * width
    case .logarithm(let coefficient, let base):
      return Self.power(notAbove: value, coefficient, base)
    }
  }

  /// The largest `coefficient * base ^ n` that is not above the value.
  private static func power(notAbove value: Double, _ coefficient: Double, _ base: Double) -> Double
  {
    guard value > 0 else { return 0 }
    guard value.isFinite else { return value }
    var exponent = (log(value / coefficient) / log(base)).rounded(.down)
    // Logarithms are off by an ulp at the powers themselves.
    if coefficient * pow(base, exponent) > value { exponent -= 1 }
    if coefficient * pow(base, exponent + 1) <= value { exponent += 1 }
    return coefficient * pow(base, exponent)
  }

  /// How the bucket displays: the time, or `lo-hi`.
  func label(start: Double, in arena: Arena) -> Cell {
    switch self {
    case .time: return .number(start)
    case .number(let width): return Self.range(start, start + width, arena)
    case .logarithm(_, let base):
      return start == 0 ? .number(0) : Self.range(start, start * base, arena)
    }
  }

  private static func range(_ low: Double, _ high: Double, _ arena: Arena) -> Cell {
    .text(arena.store(NumberText.format(low) + "-" + NumberText.format(high)))
  }
}
