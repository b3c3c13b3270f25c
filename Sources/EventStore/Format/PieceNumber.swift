/// The parts of a segment, each a row of its own, so that a search reads only those it needs.
enum PieceNumber {
  static let times = 0
  static let arrivals = 1
  static let metadata = 2
  static let shapes = 3
  /// In the order of the texts, as they are cut by them.
  static let lengths = 4
  /// Keys of `DuplicateFilter`, in order of size, which packs better; absent once they are older than its horizon.
  static let keys = 5
  /// Fields that came beside the texts; absent where there were none.
  static let indexedFields = 6
  /// Of `TextOrder`; absent in segments of the first format, whose texts are in order of arrival.
  static let groups = 7
  /// A column of `HotFields`; absent where the field is null throughout.
  static func field(_ number: Int) -> Int { 64 + number }
  /// Raw texts.
  static func block(_ number: Int) -> Int { 1024 + number }

  /// The pieces of one segment lie next to each other.
  static func rowID(segment: Int64, piece: Int) -> Int64 { segment << 20 | Int64(piece) }
  static func rowIDs(segment: Int64) -> ClosedRange<Int64> {
    rowID(segment: segment, piece: 0)...rowID(segment: segment, piece: 1 << 20 - 1)
  }

  static func name(_ piece: Int) -> String {
    switch piece {
    case times: "times"
    case arrivals: "arrival times"
    case metadata: "metadata"
    case shapes: "shapes"
    case lengths: "lengths"
    case keys: "keys"
    case indexedFields: "indexed fields"
    case groups: "groups"
    case 1024...: "text block \(piece - 1024)"
    default:
      HotFields.names.indices.contains(piece - 64)
        ? "column \(HotFields.names[piece - 64])" : "piece \(piece)"
    }
  }
}
