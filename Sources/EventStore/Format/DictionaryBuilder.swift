import EventModel

/// Gathers the cells of one field as codes of a dictionary.
struct DictionaryBuilder {
  private enum Entry {
    case null
    case text(Int)
    case list(Int)
  }

  private let texts = TextSet()
  /// Multivalue cells, each spelled as one text.
  private let lists = TextSet()
  private var textCodes: [UInt32] = []
  private var listCodes: [UInt32] = []
  private var entries: [Entry] = []
  private var nullCode: UInt32?
  /// Of each row.
  private(set) var codes: [UInt32] = []
  private var lastText = Bytes.empty
  private var lastCode: UInt32?
  private var spelled: [UInt8] = []

  init() {}

  mutating func reserve(_ count: Int) { codes.reserveCapacity(count) }

  /// `lastText` must not outlive the memory of a batch of cells.
  mutating func endBatch() { lastCode = nil }

  mutating func add(_ cell: Cell) {
    switch cell {
    case .text(let text):
      if let lastCode, lastText == text {
        codes.append(lastCode)
        return
      }
      let index = texts.insert(text)
      if index == textCodes.count { textCodes.append(newCode(.text(index))) }
      lastText = text
      lastCode = textCodes[index]
      codes.append(textCodes[index])
    case .multivalue(let values):
      spelled.removeAll(keepingCapacity: true)
      spelled.appendNumber(values.count)
      for value in values { spelled.appendNumber(value.count) }
      for value in values { spelled.append(value) }
      let index = spelled.withUnsafeBufferPointer { buffer in
        lists.insert(
          buffer.baseAddress.map { Bytes(start: $0, count: buffer.count) } ?? .empty)
      }
      if index == listCodes.count { listCodes.append(newCode(.list(index))) }
      codes.append(listCodes[index])
    case .null, .number, .boolean:
      // Fields of events are texts.
      let code = nullCode ?? newCode(.null)
      nullCode = code
      codes.append(code)
    }
  }

  private mutating func newCode(_ entry: Entry) -> UInt32 {
    entries.append(entry)
    return UInt32(entries.count - 1)
  }

  /// The column as bytes; nil where the field is null throughout.
  func encoded() -> [UInt8]? {
    if texts.count == 0, lists.count == 0 { return nil }
    let width =
      entries.count == 1 ? 0 : entries.count <= 1 << 8 ? 1 : entries.count <= 1 << 16 ? 2 : 3
    var result: [UInt8] = [UInt8(width)]
    result.appendNumber(entries.count)
    for entry in entries {
      switch entry {
      case .null: result.appendNumber(0)
      case .text(let index):
        result.appendNumber(1)
        result.appendNumber(texts[index].count)
      case .list(let index):
        // The spelling begins with the count, which is at least two.
        result.appendNumber(2)
        result.appendNumber(lists[index].count)
      }
    }
    for entry in entries {
      switch entry {
      case .null: break
      case .text(let index): result.append(texts[index])
      case .list(let index): result.append(lists[index])
      }
    }
    result.reserveCapacity(result.count + width * codes.count)
    for plane in 0..<width {
      let shift = UInt32(plane * 8)
      for code in codes { result.append(UInt8(truncatingIfNeeded: code >> shift)) }
    }
    return result
  }
}
