import EventModel
import KubernetesAudit

/// What a record's first and last bytes tell, without parsing it.
///
/// A record that no search wants gets no closer look than this: in a file of JSON it must begin and
/// end with brackets, and be UTF-8. So a line that was cut off is found whatever is searched for,
/// unless the cut fell right behind a closing bracket; a fault in the middle of a line is found
/// only by a search that reads the line.
struct RecordLook {
  let kind: RecordKind
  /// Whether literals cannot tell if it is wanted: it may be an envelope around unquoted values.
  let isSuspicious: Bool
  /// Whether it must be parsed to be reported.
  let isBroken: Bool

  /// Whether a text begins as an audit event and ends as one.
  static func isClosedAuditLine(_ text: Bytes) -> Bool {
    text.last == UInt8(ascii: "}") && text.starts(with: AuditEvent.linePrefix)
  }

  init(_ text: Bytes, shape: FileShape, isUTF8: Bool) {
    if text.starts(with: AuditEvent.linePrefix), !shape.isTextOnly {
      let isWhole =
        text.last == UInt8(ascii: "}") && (isUTF8 || JSONText.isUTF8(text))
      kind = .audit
      isSuspicious = false
      isBroken = !isWhole
      return
    }
    let first = text[0]
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    if shape.isTextOnly || (shape.allowsText && !isJSON && shape.cut == .lines) {
      // A digit may begin a time in front of an audit event.
      kind = !shape.isTextOnly && first &- 0x30 < 10 ? .unknown : .text
      isSuspicious = false
      isBroken = !isUTF8 && !JSONText.isUTF8(text)
      return
    }
    kind = .unknown
    let isClosed =
      text.last == UInt8(ascii: "}") || text.last == UInt8(ascii: "]")
    // Among plain lines, one that only looks a little like JSON is a plain line too.
    let isSurelyJSON = isJSON && text.count > 1 && text[1] == UInt8(ascii: "\"")
    let isCutOff = !(isJSON && isClosed) && (!shape.allowsText || isSurelyJSON)
    isBroken = isCutOff || (!isUTF8 && !JSONText.isUTF8(text))
    isSuspicious =
      !shape.usesBareLiterals
      && (isBroken || first != UInt8(ascii: "{") || EnvelopeKeys.mayBegin(text))
  }
}
