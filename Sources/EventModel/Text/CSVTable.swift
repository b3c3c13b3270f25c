/// Comma-separated values: quoted texts may hold commas, line ends and doubled quotes.
///
/// Source: RFC 4180; a byte order mark at the start is skipped, lines may end with CR LF.
public struct CSVTable: Sendable {
  public private(set) var rows: [[String]] = []

  /// `skipsLeadingBlanks`: blanks behind a comma belong to no value, as in `a, b`.
  public init(_ text: String, skipsLeadingBlanks: Bool = false) {
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted:
        if bytes.first == byte {
          cell.append(byte)
          bytes = bytes.dropFirst()
        } else {
          isQuoted = false
        }
      case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case UInt8(ascii: ",") where !isQuoted: endCell()
      case UInt8(ascii: " ") where skipsLeadingBlanks && cell.isEmpty && !wasQuoted: break
      case UInt8(ascii: "\r") where !isQuoted && bytes.first == UInt8(ascii: "\n"): break
      case UInt8(ascii: "\n") where !isQuoted:
        let isBlank = row.isEmpty && cell.isEmpty && !wasQuoted
        if !isBlank {
          endCell()
          rows.append(row)
        }
        row = []
      default: cell.append(byte)
      }
    }
    if !row.isEmpty || !cell.isEmpty || wasQuoted {
      endCell()
      rows.append(row)
    }
  }
}
