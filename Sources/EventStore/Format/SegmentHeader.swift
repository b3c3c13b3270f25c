import Foundation
import QueryPlan

/// What is known of a segment without reading its pieces.
struct SegmentHeader: Sendable {
  var id: Int64 = 0
  /// The number of the first event among all that were ever stored; segments are in this order.
  var first: Int64 = 0
  var count = 0
  var index = ""
  /// Units: microseconds since the epoch; the earliest and the latest of the events.
  var times: ClosedRange<Int64> = 0...0
  var arrivals: ClosedRange<Int64> = 0...0
  /// Units: bytes, of the raw texts and of all pieces.
  var textBytes = 0
  var storedBytes = 0
  /// The version of `HotFields`.
  var layout = HotFields.version
  var metadata: [EventBlock.Metadata] = []
  /// Whether texts lie in a `TextOrder` of their own.
  var isGrouped = false
  /// Behind how many texts each text block ends.
  var blockEnds: [Int] = []
  var hasKeys = false
  /// Whether it was packed for keeping rather than for speed.
  var isSettled = false

  var end: Int64 { first + Int64(count) }

  /// The metadata that all events have in common, by field.
  var commonMetadata: [String: String] {
    var common: [String: String] = [:]
    for field in EventFields.metadata {
      let values = Set(metadata.map { $0.value(field) })
      if values.count == 1 { common[field] = values.first }
    }
    return common
  }

  /// `layout` and `isGrouped` as one number, which is that of `layout` in the first format.
  var storedLayout: Int {
    get { layout | (isGrouped ? Self.groupedMark : 0) }
    set {
      layout = newValue & (Self.groupedMark - 1)
      isGrouped = newValue & Self.groupedMark != 0
    }
  }

  private static let groupedMark = 1 << 8
}

/// How large a segment is.
struct SegmentSize: Sendable {
  let id: Int64
  let first: Int64
  let count: Int
  let index: String
  let textBytes: Int
}

/// A segment ready to be written.
struct EncodedSegment: Sendable {
  var header: SegmentHeader
  var pieces: [(number: Int, data: Data)]
}
