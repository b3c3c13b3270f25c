import Foundation
import Testing

@testable import AuditGenerator

/// One line of a log, read back with a parser that is not ours.
struct AuditLine {
  var text: String
  var event: [String: Any]

  init(_ text: Substring) throws {
    self.text = String(text)
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    event = try #require(document as? [String: Any])
  }

  func string(_ path: String...) -> String? { value(path) as? String }
  func strings(_ path: String...) -> [String] { value(path) as? [String] ?? [] }
  var code: Int? { value(["responseStatus", "code"]) as? Int }

  func value(_ path: [String]) -> Any? {
    var current: Any? = event
    for key in path { current = (current as? [String: Any])?[key] }
    return current
  }

  /// The keys of the outermost object, in the order of the text.
  var keys: [String] {
    var keys: [String] = []
    var depth = 0
    var word: [UInt8]?
    var last: [UInt8] = []
    var escaped = false
    for byte in text.utf8 {
      if var letters = word {
        if !escaped, byte == UInt8(ascii: "\"") {
          last = letters
          word = nil
          continue
        }
        escaped = !escaped && byte == UInt8(ascii: "\\")
        letters.append(byte)
        word = letters
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): word = []
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: keys.append(String(decoding: last, as: UTF8.self))
      default: break
      }
    }
    return keys
  }
}

func makeLog(seed: UInt64, events: Int) throws -> [UInt8] {
  let start = try #require(Instant("2026-01-01T00:00:00Z"))
  var generator = try AuditLogGenerator(seed: seed, start: start)
  var log: [UInt8] = []
  for _ in 0..<events {
    let isGoingOn = generator.appendEvent(to: &log)
    #expect(isGoingOn)
  }
  return log
}

func makeStory() throws -> [UInt8] {
  var generator = try Story.makeGenerator(seed: Story.defaultSeed, start: Story.defaultStart)
  var log: [UInt8] = []
  while generator.appendEvent(to: &log) {}
  return log
}

func lines(of log: [UInt8]) throws -> [AuditLine] {
  try String(decoding: log, as: UTF8.self).split(separator: "\n").map { try AuditLine($0) }
}
