import Foundation

/// Significant figures and decimals of numbers as they are written.
enum SignificantFigures {
  /// The least that a number with decimals in a text has; whole numbers are exact.
  static func least(in text: String) -> Int {
    numbers(in: text).filter { $0.contains(".") }.map(figures).min() ?? 17
  }

  /// The digits of a written number from the first that is not zero.
  static func figures(_ number: Substring) -> Int {
    max(1, number.drop { $0 == "0" || $0 == "." }.count { $0 != "." })
  }

  /// The digits of a written number behind its point.
  static func decimals(_ number: Substring) -> Int {
    number.contains(".") ? number.reversed().prefix { $0 != "." }.count : 0
  }

  /// The number with so many figures, as a text that may use an exponent.
  static func text(_ number: Double, figures: Int) -> String {
    String(format: "%.\(max(0, figures - 1))e", number)
  }

  /// The numbers that an expression's text writes out, outside of names and quotes.
  static func numbers(in text: String) -> [Substring] {
    var found: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "\"" || first == "'" {
        rest = rest.dropFirst().drop { $0 != first }.dropFirst()
      } else if first.isLetter || first == "_" {
        rest = rest.drop { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      } else if first.isNumber || first == "." {
        let number = rest.prefix { $0.isNumber || $0 == "." }
        if number != "." { found.append(number) }
        rest = rest.dropFirst(number.count)
      } else {
        rest = rest.dropFirst()
      }
    }
    return found
  }
}
