import Foundation

/// Significant figures of written numbers.
enum SignificantFigures {
  /// The least that any number in a text has; whole numbers are exact and have as many as needed.
  static func least(in text: String) -> Int {
    text.split { !($0.isNumber || $0 == ".") }
      .filter { $0.contains(".") }
      .map { number in max(1, number.drop { $0 == "0" || $0 == "." }.count { $0 != "." }) }
      .min() ?? 17
  }

  /// The number with so many figures, as a text that may use an exponent.
  static func text(_ number: Double, figures: Int) -> String {
    String(format: "%.\(max(0, figures - 1))e", number)
  }
}
