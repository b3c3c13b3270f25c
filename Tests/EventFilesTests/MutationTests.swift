import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Testing

/// Damaged input is counted, never fatal, and read alike however it is cut.
@Suite struct MutationTests {
  /// A fixed sequence of pseudo-random numbers (xorshift).
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(sides))
    }
  }

  private static let event =
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","stage":"S","#
    + #""requestURI":"/a\u0026b","verb":"get","user":{"username":"u","groups":["g","h"]},"#
    + #""stageTimestamp":"2026-01-01T00:00:01.500000Z","annotations":{"a.b/c":""}}"#

  private static var inner: String { event.replacingOccurrences(of: "\"", with: "\\\"") }

  private static let seeds = [
    event + "\n" + event + "\r\n" + #"{"a":[1,{"b":null}],"c":"é"}"# + "\n",
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event),\#(event)]}"#,
    "{\n\"kind\":\"EventList\",\n\"apiVersion\":\"audit.k8s.io/v1\",\n\"items\":[\n\(event),\n\(event)]}\n",
    "[\n  \(event),\n  {\"a\": 1}\n]\n{\n\"b\":\n2}\n",
    #"{"time":"1","host":"h","event":{"a":1},"fields":{"x":"y"}}{"event":"k=v"}"# + "\n",
    #"{"log":"\#(event.replacingOccurrences(of: "\"", with: "'"))","stream":"stdout","time":"t"}"#
      + "\n" + #"{"log":"end\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}"# + "\n",
    "2026-01-01T00:00:00.1Z stdout P {\"a\":\n2026-01-01T00:00:00.1Z stdout F 1}\n",
    #"{"records":[{"category":"c","properties":{"log":"{\"a\":1}\n"}}]}"#,
    #"{"messageType":"DATA_MESSAGE","logEvents":[{"timestamp":1,"message":"{\"a\":\"b\"}"}]}"#,
    "Jan  1 00:00:00 host a=b c=\"d e\" (f=g)\n[01/Jan/2026:01:00:01 +0100] x\n",
  ]

  @Test(arguments: seeds.indices) func damageIsNeverFatal(seed: Int) throws {
    let folder = try TemporaryFolder()
    var dice = Dice(state: UInt64(seed) * 7919 + 1)
    for round in 0..<40 {
      var bytes = Array(Self.seeds[seed].utf8)
      for _ in 0...dice.roll(3) {
        let place = dice.roll(bytes.count)
        switch dice.roll(5) {
        case 0: bytes[place] = UInt8(1 + dice.roll(255))
        case 1: bytes.removeSubrange(place..<min(place + 1 + dice.roll(20), bytes.count))
        case 2: bytes.insert(contentsOf: bytes.suffix(dice.roll(30)), at: place)
        case 3: bytes[place] = Array("{}[]\",:\\\n".utf8)[dice.roll(9)]
        default: bytes.removeLast(dice.roll(bytes.count))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      let file = try folder.write("\(round).log", bytes)
      let whole = try TestScan.run([file], options: TestScan.options(workers: 1))
      let pieces = try TestScan.run([file], options: TestScan.options(chunkSize: 64))
      #expect(
        whole.values("_raw") == pieces.values("_raw"), "\(String(decoding: bytes, as: UTF8.self))")
      #expect(whole.values("_time") == pieces.values("_time"))
      #expect(whole.report.records == pieces.report.records)
      #expect(whole.report.problems == pieces.report.problems)
      let searched = try TestScan.run(
        [file], TestScan.match("verb", "get"), needs: FieldNeeds(["verb", "_raw"]))
      #expect(searched.report.records == whole.report.records)
      let expected = zip(whole.values("verb"), whole.values("_raw")).filter { $0.0 == "get" }
      let found = zip(searched.values("verb"), searched.values("_raw")).filter { $0.0 == "get" }
      // A search that reads less of an event may accept one that is broken further on.
      for event in expected {
        #expect(found.contains { $0 == event }, "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }
}
