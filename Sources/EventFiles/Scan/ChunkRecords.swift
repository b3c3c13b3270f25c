import EventModel
import Foundation

/// A record of a chunk, or several lines of a container log that make one.
struct ChunkRecord {
  let place: RecordPlace
  /// The text that was put together from several lines; nil for what stands at the place.
  var joined: Bytes?
  /// The time of the line that `joined` comes from.
  var joinedTime: Bytes?
}

/// Finds the records of a chunk.
struct ChunkRecords {
  private(set) var records: [ChunkRecord] = []
  /// Line feeds in the chunk, and one for a last line without.
  private(set) var lineCount = 0
  /// Holds the joined texts.
  private(set) var arena: Arena?

  /// Reads the chunk's records anew, reusing memory.
  mutating func find(in chunk: Chunk, document: JSONDocument) {
    records.removeAll(keepingCapacity: true)
    arena = nil
    if let found = chunk.records {
      lineCount = chunk.lineCount ?? 0
      for place in found { records.append(ChunkRecord(place: place)) }
      return
    }
    findLines(in: chunk)
    switch chunk.shape.cut {
    case .lines, .documents: break
    case .containerLines: join(in: chunk, document)
    case .windowsEvents: joinEvents(in: chunk)
    }
  }

  private mutating func findLines(in chunk: Chunk) {
    lineCount = 0
    let base = chunk.buffer.start
    var start = chunk.range.lowerBound
    while start < chunk.range.upperBound {
      let rest = chunk.range.upperBound - start
      let feed = memchr(base + start, 10, rest).map {
        UnsafeRawPointer(base).distance(to: UnsafeRawPointer($0))
      }
      var end = feed ?? chunk.range.upperBound
      let next = end + 1
      while end > start, base[end - 1] <= 0x20 { end -= 1 }
      if end > start {
        records.append(
          ChunkRecord(place: RecordPlace(start: start, end: end, line: lineCount)))
      }
      lineCount += 1
      start = next
    }
  }

  /// Lines that begin no event belong to the one before.
  private mutating func joinEvents(in chunk: Chunk) {
    var events: [ChunkRecord] = []
    for record in records {
      let place = record.place
      if let last = events.last?.place,
        !WindowsEventLine.begins(chunk.buffer.bytes(place.start..<place.end))
      {
        let whole = RecordPlace(start: last.start, end: place.end, line: last.line)
        events[events.count - 1] = ChunkRecord(place: whole)
      } else {
        events.append(record)
      }
    }
    records = events
  }

  /// A text that goes on, by the stream it was written to.
  private struct Open {
    var parts: [Bytes]
    let first: RecordPlace
    let time: Bytes
  }

  /// Puts together what the container runtime split because it was long.
  private mutating func join(in chunk: Chunk, _ document: JSONDocument) {
    var result: [ChunkRecord] = []
    var open: [Bytes: Open] = [:]
    let arena = Arena()
    for record in records {
      let line = chunk.buffer.bytes(record.place.start..<record.place.end)
      guard let part = part(line, document, arena, isOpen: { open[$0] != nil }) else {
        result.append(record)
        continue
      }
      guard var text = open[part.stream] else {
        if part.isPartial {
          open[part.stream] = Open(parts: [part.text], first: record.place, time: part.time)
        } else {
          result.append(record)
        }
        continue
      }
      text.parts.append(part.text)
      open[part.stream] = part.isPartial ? text : nil
      if !part.isPartial {
        result.append(joined(text, end: record.place.end, time: part.time, arena))
      }
    }
    for text in open.values.sorted(by: { $0.first.start < $1.first.start }) {
      result.append(joined(text, end: text.first.end, time: text.time, arena))
    }
    records = result
    self.arena = arena
  }

  private func joined(_ text: Open, end: Int, time: Bytes, _ arena: Arena) -> ChunkRecord {
    let place = RecordPlace(start: text.first.start, end: end, line: text.first.line)
    return ChunkRecord(place: place, joined: arena.join(text.parts), joinedTime: time)
  }

  private struct Part {
    let stream: Bytes
    let text: Bytes
    let time: Bytes
    let isPartial: Bool
  }

  private func part(
    _ line: Bytes, _ document: JSONDocument, _ arena: Arena, isOpen: (Bytes) -> Bool
  ) -> Part? {
    if let line = ContainerLine(line) {
      return Part(
        stream: line.stream, text: line.text, time: line.time, isPartial: line.isPartial)
    }
    guard let (stream, isPartial) = DockerLine.part(line) else { return nil }
    // Most lines are whole: those are read as the envelopes that they are.
    guard isPartial || isOpen(stream) else { return nil }
    var log: Bytes?
    var time: Bytes?
    do {
      try document.index(line)
      try document.forEachMember(of: 0) { (key, value) throws(JSONError) in
        if key == Bytes("log") { log = document.string(at: value) }
        if key == Bytes("time") { time = document.string(at: value) }
      }
      guard let log, let time else { return nil }
      return Part(
        stream: stream, text: try JSONText.unescape(log, in: arena), time: time,
        isPartial: isPartial)
    } catch {
      return nil
    }
  }
}
