import EventModel
import Foundation

/// Reads the pieces of one segment, each only when it is asked for and then only once.
final class SegmentReader {
  let header: SegmentHeader
  /// Holds whatever the segment's columns point at.
  let arena = Arena()
  private let unpacker: Unpacker
  private let fetch: (_ segment: Int64, _ piece: Int) throws -> Data?
  private var columns: [Int: DictionaryColumn] = [:]
  private var metadata: [String: DictionaryColumn] = [:]
  private var numbers: [Int: [Int64]] = [:]
  private var fields: [Int: Bytes]?
  private var knownOrder: TextOrder?

  init(
    _ header: SegmentHeader, unpacker: Unpacker,
    fetch: @escaping (_ segment: Int64, _ piece: Int) throws -> Data?
  ) {
    self.header = header
    self.unpacker = unpacker
    self.fetch = fetch
  }

  /// A column of `HotFields`.
  func column(_ number: Int) throws -> DictionaryColumn {
    if let known = columns[number] { return known }
    let column =
      try piece(PieceNumber.field(number), in: arena) {
        try DictionaryColumn($0, count: header.count, arena: arena)
      } ?? DictionaryColumn(constant: .null, count: header.count, arena: arena)
    columns[number] = column
    return column
  }

  /// `index`, `source`, `sourcetype` or `host`.
  func metadataColumn(_ field: String) throws -> DictionaryColumn {
    if let known = metadata[field] { return known }
    let cells = header.metadata.map { Cell.text(arena.store($0.value(field))) }
    let column: DictionaryColumn
    if cells.count == 1 {
      column = DictionaryColumn(constant: cells[0], count: header.count, arena: arena)
    } else {
      column = DictionaryColumn(
        cells: cells, codes: try metadataCodes().map { UInt32($0) }, arena: arena)
    }
    metadata[field] = column
    return column
  }

  /// By event, the place in the header's list.
  func metadataCodes() throws -> [Int64] {
    let codes = try values(PieceNumber.metadata)
    guard codes.allSatisfy({ header.metadata.indices.contains(Int($0)) }) else {
      throw damage(PieceNumber.metadata, "a code beyond the list")
    }
    return codes
  }

  func times() throws -> [Int64] { try values(PieceNumber.times) }
  func arrivals() throws -> [Int64] { try values(PieceNumber.arrivals) }
  func shapes() throws -> [Int64] { try values(PieceNumber.shapes) }
  /// In the order of the texts.
  func lengths() throws -> [Int64] { try values(PieceNumber.lengths) }
  /// In no particular order.
  func keys() throws -> [Int64]? { header.hasKeys ? try values(PieceNumber.keys) : nil }

  private func values(_ number: Int) throws -> [Int64] {
    if let known = numbers[number] { return known }
    // The packed bytes are of no use once they are numbers.
    let scratch = Arena()
    guard
      let result = try piece(
        number, in: scratch, { try IntegerPiece.decoded($0, count: header.count) })
    else { throw damage(number, "is missing") }
    numbers[number] = result
    return result
  }

  /// The objects that came beside the texts, by event.
  func indexedFields() throws -> [Int: Bytes] {
    if let fields { return fields }
    let read =
      try piece(PieceNumber.indexedFields, in: arena) { bytes -> [Int: Bytes] in
        var input = ByteInput(bytes)
        var fields: [Int: Bytes] = [:]
        while input.rest > 0 {
          let event = try input.number()
          fields[event] = try input.take(try input.number())
        }
        return fields
      } ?? [:]
    fields = read
    return read
  }

  func order() throws -> TextOrder {
    if let knownOrder { return knownOrder }
    let order: TextOrder
    if header.isGrouped {
      let groups = try values(PieceNumber.groups)
      do {
        order = try TextOrder(groups: groups)
      } catch {
        throw damage(PieceNumber.groups, error.description)
      }
    } else {
      order = TextOrder(count: header.count)
    }
    knownOrder = order
    return order
  }

  /// The events of a text block, in the order of their texts.
  func events(ofBlock block: Int) throws -> ArraySlice<Int32> {
    try order().events[places(ofBlock: block)]
  }

  private func places(ofBlock block: Int) -> Range<Int> {
    (block == 0 ? 0 : header.blockEnds[block - 1])..<header.blockEnds[block]
  }

  /// The texts of a block, end to end, and where each ends.
  func block(_ number: Int, in arena: Arena) throws -> (text: Bytes, ends: [Int]) {
    let lengths = try lengths()
    var end = 0
    let ends = places(ofBlock: number).map { place in
      end += Int(lengths[place])
      return end
    }
    let text = try piece(PieceNumber.block(number), in: arena) { text in
      guard text.count == end else {
        throw SegmentDamage("\(text.count) bytes where \(end) are expected")
      }
      return text
    }
    guard let text else { throw damage(PieceNumber.block(number), "is missing") }
    return (text, ends)
  }

  private func piece<Value>(
    _ number: Int, in arena: Arena, _ read: (Bytes) throws -> Value
  ) throws -> Value? {
    guard let data = try fetch(header.id, number) else { return nil }
    do {
      return try read(try unpacker.unpack(data, in: arena))
    } catch let fault as SegmentDamage {
      throw damage(number, fault.description)
    }
  }

  private func damage(_ piece: Int, _ what: String) -> SegmentDamage {
    SegmentDamage("segment \(header.id): \(PieceNumber.name(piece)): \(what)")
  }
}

extension EventBlock.Metadata {
  func value(_ field: String) -> String {
    switch field {
    case "index": index
    case "source": source
    case "sourcetype": sourcetype
    default: host
    }
  }
}
