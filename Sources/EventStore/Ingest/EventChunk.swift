import EventModel

/// Some events on their way into a segment, with all that a segment keeps of them.
// Guard for @unchecked Sendable: nothing changes once it is made.
struct EventChunk: @unchecked Sendable {
  var texts: [Bytes] = []
  /// Those of `HotFields`, in their order.
  var columns: [Column] = []
  /// Units: microseconds since the epoch.
  var times: [Int64] = []
  var arrivals: [Int64] = []
  var shapes: [UInt8] = []
  /// Keys of `DuplicateFilter`; 0 for events that have none.
  var keys: [UInt64] = []
  var metadata: [EventBlock.Metadata] = []
  var metadataIndexes: [Int32] = []
  var indexedFields: [Int: Bytes] = [:]
  /// Hold the texts.
  var arenas: [Arena] = []

  var count: Int { texts.count }
}
