import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// The fields of a Windows event in XML form.
///
/// Each element without elements in it gives a field of its own name, `Data` one of the name that
/// its `Name` attribute says; attributes give fields too (`ProcessID`, `SystemTime`). What is no
/// letter or digit in a name is `_`. Blanks and line ends around a value do not count; what is
/// empty gives none, what comes again adds a value.
/// Source: Microsoft, "Event Schema"; Splunk's transforms.conf, `CLEAN_KEYS`.
struct WindowsEventExtractor: FieldExtractor {
  let input: String

  var summary: String { "windows-xml \(input)" }
  var writes: [String]? { nil }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds([input])) }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let texts = batch[input]
    var written = WrittenColumns(batch, sharing: [texts], in: context)
    var names = WantedNames(wanted)
    var found: OrderedDictionary<String, [Bytes]> = [:]
    for row in 0..<batch.rowCount {
      guard let text = texts[row].text(in: context.arena) else { continue }
      found.removeAll(keepingCapacity: true)
      var reader = WindowsEventReader(text)
      while let (name, value) = reader.next() {
        let value = value.withoutBlanks
        guard !value.isEmpty, let field = names.wanted(name) else { continue }
        found[field, default: []].append(XMLText.unescaped(value, in: context.arena))
      }
      for (field, values) in found {
        written.set(field, row: row, to: context.arena.cell(values))
      }
    }
    return written.columns
  }
}

/// The few names that events have, each looked at once.
private struct WantedNames {
  private let needs: FieldNeeds
  private var known: [[UInt8]: String?] = [:]

  init(_ needs: FieldNeeds) { self.needs = needs }

  private static func cleaned(_ name: Bytes) -> String {
    let bytes = name.buffer.map { byte in
      let isKept = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80
      return isKept ? byte : UInt8(ascii: "_")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func wanted(_ name: Bytes) -> String? {
    let key = name.array
    if let answer = known[key] { return answer }
    let text = Self.cleaned(name)
    let answer = needs.contains(text) && !text.isEmpty ? text : nil
    known[key] = .some(answer)
    return answer
  }
}

/// Walks the bytes of one `<Event>`, a name and a value at a time.
struct WindowsEventReader {
  private let text: Bytes
  private var position = 0
  /// The element that was opened last, and where its content starts, until another tag comes.
  private var leaf: (name: Bytes, start: Int)?
  /// Whether the walk is inside a start tag, in front of its attributes.
  private var isInTag = false
  private var element = Bytes.empty

  init(_ text: Bytes) { self.text = text }

  mutating func next() -> (name: Bytes, value: Bytes)? {
    while position < text.count {
      if isInTag {
        if let attribute = attribute() { return attribute }
        continue
      }
      guard let open = place(of: UInt8(ascii: "<"), from: position) else { return nil }
      position = open + 1
      if position < text.count, text[position] == UInt8(ascii: "/") {
        let closed = leaf
        leaf = nil
        skipPast(UInt8(ascii: ">"))
        if let closed { return (closed.name, text.slice(closed.start..<open)) }
      } else if position < text.count, "!?".utf8.contains(text[position]) {
        skipPast(UInt8(ascii: ">"))
      } else {
        element = name()
        leaf = (element, position)
        isInTag = true
      }
    }
    return nil
  }

  /// The next attribute that is a field of its own; nil at the end of the tag.
  private mutating func attribute() -> (name: Bytes, value: Bytes)? {
    skipSpace()
    guard position < text.count else { return nil }
    switch text[position] {
    case UInt8(ascii: "/"):
      position += 1
      leaf = nil
      return nil
    case UInt8(ascii: ">"):
      position += 1
      isInTag = false
      if let name = leaf?.name { leaf = (name, position) }
      return nil
    default: break
    }
    let name = name()
    skipSpace()
    guard !name.isEmpty, position < text.count, text[position] == UInt8(ascii: "=") else {
      if name.isEmpty { position += 1 }
      return nil
    }
    position += 1
    skipSpace()
    guard position < text.count else { return nil }
    let quote = text[position]
    let end = place(of: quote, from: position + 1) ?? text.count
    let value = text.slice(min(position + 1, end)..<end)
    position = end + 1
    if element == Bytes("Data"), name == Bytes("Name") {
      leaf = leaf.map { (value, $0.start) }
      return nil
    }
    return name.starts(with: Bytes("xmlns")) ? nil : (name, value)
  }

  private mutating func name() -> Bytes {
    let start = position
    while position < text.count, text[position] > 0x20, !"<>/=\"'".utf8.contains(text[position]) {
      position += 1
    }
    return text.slice(start..<position)
  }

  private mutating func skipSpace() {
    while position < text.count, text[position] <= 0x20 { position += 1 }
  }

  private mutating func skipPast(_ byte: UInt8) {
    position = (place(of: byte, from: position) ?? text.count) + 1
  }

  private func place(of byte: UInt8, from start: Int) -> Int? {
    var place = start
    while place < text.count, text[place] != byte { place += 1 }
    return place < text.count ? place : nil
  }
}

extension Bytes {
  /// Without blanks, tabs and line ends around it.
  fileprivate var withoutBlanks: Bytes {
    var (start, end) = (0, count)
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return slice(start..<end)
  }

  fileprivate func starts(with prefix: Bytes) -> Bool {
    count >= prefix.count && slice(0..<prefix.count) == prefix
  }
}

/// The text that XML stands for.
enum XMLText {
  static func unescaped(_ text: Bytes, in arena: Arena) -> Bytes {
    guard text.buffer.contains(UInt8(ascii: "&")) else { return text }
    return arena.store(XMLReader.unescaped(text.array[...]))
  }
}
