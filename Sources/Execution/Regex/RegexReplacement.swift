package import EventModel

/// What `replace` and `rex mode=sed` put in place of a match: text with `\1` for groups.
package struct RegexReplacement: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case text([UInt8])
    case group(Int)
  }

  let parts: [Part]

  /// `\0` to `\99` are groups and `\\` is a backslash; any other backslash stays as it is.
  package init(_ template: [UInt8]) {
    var parts: [Part] = []
    var text: [UInt8] = []
    var index = 0
    while index < template.count {
      let byte = template[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < template.count else {
        text.append(byte)
        continue
      }
      if template[index] == UInt8(ascii: "\\") {
        text.append(byte)
        index += 1
      } else if let digit = Self.digit(template[index]) {
        index += 1
        var group = digit
        if index < template.count, let second = Self.digit(template[index]) {
          group = group * 10 + second
          index += 1
        }
        if !text.isEmpty { parts.append(.text(text)) }
        text = []
        parts.append(.group(group))
      } else {
        text.append(byte)
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
    self.parts = parts
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? Int(value) : nil
  }

  /// Appends what stands for one match; a group that took no part gives nothing.
  package func append(_ captures: RegexCaptures, of text: Bytes, to output: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let bytes): output.append(contentsOf: bytes)
      case .group(let number):
        if let range = captures[number] { output.append(contentsOf: text.slice(range).buffer) }
      }
    }
  }
}

extension RegexMatcher {
  /// The text with every match replaced, or `only` the given one counted from 1; nil when nothing
  /// is.
  ///
  /// Errors: `RegexLimitError` when the pattern backtracks too much on this text.
  package func replaceAll(
    in text: Bytes, with replacement: RegexReplacement, only: Int? = nil
  ) throws(RegexLimitError) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    var isChanged = false
    var number = 0
    do {
      try forEachMatch(in: text, limit: only ?? .max) { (captures) throws(Never) in
        number += 1
        guard only == nil || only == number else { return }
        let whole = captures.whole
        if output.isEmpty { output.reserveCapacity(text.count + 16) }
        if whole.lowerBound > copied {
          output.append(contentsOf: text.slice(copied..<whole.lowerBound).buffer)
        }
        replacement.append(captures, of: text, to: &output)
        copied = max(copied, whole.upperBound)
        isChanged = true
      }
    } catch {
      switch error {
      case .limit(let limit): throw limit
      }
    }
    guard isChanged else { return nil }
    output.append(contentsOf: text.slice(copied..<text.count).buffer)
    return output
  }
}
