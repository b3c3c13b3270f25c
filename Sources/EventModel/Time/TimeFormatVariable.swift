/// One `%` variable of a time format.
///
/// Source: Splunk Search Reference, date and time format variables; the rest as in POSIX and GNU.
enum TimeFormatVariable: Sendable, Equatable {
  case year, yearOfCentury, century
  case month, monthName, shortMonthName
  case day, spacedDay, yearday
  case weekdayName, shortWeekdayName
  /// `%w`, 0 is Sunday; `%u`, 1 is Monday and 7 Sunday.
  case weekdayFromSunday, weekdayFromMonday
  /// `%U` and `%W`, where week 1 starts with the year's first Sunday or Monday.
  case weekFromSunday, weekFromMonday
  case isoWeek, isoYear, isoYearOfCentury
  case hour, spacedHour, hour12, spacedHour12
  case minute, second, meridiem, lowercaseMeridiem
  /// So many digits behind the decimal point; `nil` digits is the variable's own default.
  case subsecond(Subsecond, digits: Int?)
  case epoch
  /// `%z` has no colon, `%:z` one, `%::z` two, `%:::z` three.
  case offset(colons: Int)
  case offsetMinutes, zoneName
  /// `%x` and `%X`, which the documentation prints without a leading zero: `7/13/2019`, `9:30:00`.
  case localeDate, localeTime

  enum Subsecond: Sendable, Equatable {
    /// `%N`, `%Q`, `%f`.
    case nanoseconds, milliseconds, microseconds

    var defaultDigits: Int {
      switch self {
      case .nanoseconds: 9
      case .milliseconds: 3
      case .microseconds: 6
      }
    }
  }
}

/// A compiled time format: literal bytes and variables.
enum TimeFormatPiece: Sendable, Equatable {
  case literal([UInt8])
  case variable(TimeFormatVariable)
}

/// Splits a time format; `%T` and other abbreviations become the variables they stand for.
struct TimeFormatCompiler {
  private let format: [UInt8]
  private var index = 0
  private var pieces: [TimeFormatPiece] = []
  private var literal: [UInt8] = []

  static func compile(_ format: [UInt8]) -> [TimeFormatPiece] {
    var compiler = TimeFormatCompiler(format: format)
    compiler.run()
    return compiler.pieces
  }

  private init(format: [UInt8]) { self.format = format }

  private mutating func run() {
    while index < format.count {
      if format[index] == UInt8(ascii: "%"), conversion() { continue }
      literal.append(format[index])
      index += 1
    }
    flush()
  }

  private mutating func flush() {
    guard !literal.isEmpty else { return }
    pieces.append(.literal(literal))
    literal = []
  }

  private mutating func append(_ variable: TimeFormatVariable) {
    flush()
    pieces.append(.variable(variable))
  }

  /// Reads what follows a `%`; false, without moving, for a variable that nobody knows.
  private mutating func conversion() -> Bool {
    var position = index + 1
    var digits: Int?
    if position < format.count, format[position] &- UInt8(ascii: "1") < 9 {
      digits = Int(format[position] &- UInt8(ascii: "0"))
      position += 1
    }
    var colons = 0
    while digits == nil, colons < 3, position < format.count,
      format[position] == UInt8(ascii: ":")
    {
      colons += 1
      position += 1
    }
    let isExtended = digits == nil && colons == 0 && format[position...].starts(with: "Ez".utf8)
    if isExtended { position += 1 }
    guard position < format.count else { return false }
    let letter = format[position]

    if let digits {
      guard let subsecond = Self.subsecond(letter) else { return false }
      append(.subsecond(subsecond, digits: digits))
    } else if isExtended {
      append(.offsetMinutes)
    } else if letter == UInt8(ascii: "z") {
      append(.offset(colons: colons))
    } else if colons > 0 {
      return false
    } else if let subsecond = Self.subsecond(letter) {
      append(.subsecond(subsecond, digits: nil))
    } else if let variable = Self.variable(letter) {
      append(variable)
    } else if let expansion = Self.expansion(letter) {
      flush()
      pieces += Self.compile(Array(expansion.utf8))
    } else if let byte = Self.byte(letter) {
      literal.append(byte)
    } else {
      return false
    }
    index = position + 1
    return true
  }

  private static func subsecond(_ letter: UInt8) -> TimeFormatVariable.Subsecond? {
    switch letter {
    case UInt8(ascii: "N"): .nanoseconds
    case UInt8(ascii: "Q"): .milliseconds
    case UInt8(ascii: "f"): .microseconds
    default: nil
    }
  }

  private static func byte(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "%"): letter
    default: nil
    }
  }

  private static func expansion(_ letter: UInt8) -> String? {
    switch letter {
    case UInt8(ascii: "c"): "%a %b %e %H:%M:%S %Y"
    case UInt8(ascii: "+"): "%a %b %e %H:%M:%S %Z %Y"
    case UInt8(ascii: "D"): "%m/%d/%y"
    case UInt8(ascii: "F"): "%Y-%m-%d"
    case UInt8(ascii: "T"): "%H:%M:%S"
    case UInt8(ascii: "R"): "%H:%M"
    case UInt8(ascii: "r"): "%I:%M:%S %p"
    default: nil
    }
  }

  private static func variable(_ letter: UInt8) -> TimeFormatVariable? {
    switch letter {
    case UInt8(ascii: "Y"): .year
    case UInt8(ascii: "y"): .yearOfCentury
    case UInt8(ascii: "C"): .century
    case UInt8(ascii: "m"): .month
    case UInt8(ascii: "B"): .monthName
    case UInt8(ascii: "b"), UInt8(ascii: "h"): .shortMonthName
    case UInt8(ascii: "d"): .day
    case UInt8(ascii: "e"): .spacedDay
    case UInt8(ascii: "j"): .yearday
    case UInt8(ascii: "A"): .weekdayName
    case UInt8(ascii: "a"): .shortWeekdayName
    case UInt8(ascii: "w"): .weekdayFromSunday
    case UInt8(ascii: "u"): .weekdayFromMonday
    case UInt8(ascii: "U"): .weekFromSunday
    case UInt8(ascii: "W"): .weekFromMonday
    case UInt8(ascii: "V"): .isoWeek
    case UInt8(ascii: "G"): .isoYear
    case UInt8(ascii: "g"): .isoYearOfCentury
    case UInt8(ascii: "H"): .hour
    case UInt8(ascii: "k"): .spacedHour
    case UInt8(ascii: "I"): .hour12
    case UInt8(ascii: "l"): .spacedHour12
    case UInt8(ascii: "M"): .minute
    case UInt8(ascii: "S"): .second
    case UInt8(ascii: "p"): .meridiem
    case UInt8(ascii: "P"): .lowercaseMeridiem
    case UInt8(ascii: "s"): .epoch
    case UInt8(ascii: "Z"): .zoneName
    case UInt8(ascii: "x"): .localeDate
    case UInt8(ascii: "X"): .localeTime
    default: nil
    }
  }
}
