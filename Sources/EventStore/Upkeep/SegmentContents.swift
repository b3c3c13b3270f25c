import EventModel

/// A whole segment as a chunk, to be written again.
enum SegmentContents {
  static func chunk(_ segment: SegmentReader) throws -> EventChunk {
    var chunk = EventChunk()
    let header = segment.header
    let arena = Arena()
    chunk.arenas = [segment.arena, arena]
    chunk.texts = [Bytes](repeating: .empty, count: header.count)
    for block in header.blockEnds.indices {
      let (text, ends) = try segment.block(block, in: arena)
      var start = 0
      for (event, end) in zip(try segment.events(ofBlock: block), ends) {
        chunk.texts[Int(event)] = text.slice(start..<end)
        start = end
      }
    }
    chunk.columns = try HotFields.names.indices.map { try segment.column($0).column }
    chunk.times = try segment.times()
    chunk.arrivals = try segment.arrivals()
    chunk.shapes = try segment.shapes().map { UInt8(truncatingIfNeeded: $0) }
    chunk.keys =
      try segment.keys()?.map { UInt64(bitPattern: $0) }
      ?? [UInt64](repeating: 0, count: header.count)
    chunk.metadata = header.metadata
    chunk.metadataIndexes = try segment.metadataCodes().map { Int32($0) }
    chunk.indexedFields = try segment.indexedFields()
    return chunk
  }
}
