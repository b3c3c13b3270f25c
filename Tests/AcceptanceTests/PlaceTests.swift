import Foundation
import Testing

/// Detections that ask where an address is.
///
/// Source: `labels.json` of the log: 8 refused anonymous requests come from 8.8.4.4, 9 from a
/// loopback address that no database knows.
@Suite(.enabled(if: Shared.path("data/audit") != nil, "needs ../shared/data"))
struct PlaceTests {
  @Test(arguments: [
    "Kubernetes Access Scanning", "Kubernetes Scanning by Unauthenticated IP Address",
  ])
  func scanningIsFoundByPlace(name: String) throws {
    let folder = try TemporaryFolder()
    let places = try folder.write(
      "places.mmdb", PlaceFile.bytes(address: [8, 8, 4, 4], country: "Freedonia", city: "Glenn"))
    let log = try #require(Shared.path("data/audit/kube_apiserver_1_36_eks/events.ndjson"))
    let (run, findings) = try Published.detect([name], [log], ["--geoip", places])
    #expect(run.status == 0, "\(run.summary)")
    // A request through a proxy has both addresses, and the place of the first.
    let rows = findings.map { $0.object("result") }
    let row = try #require(rows.first { $0["src_ip"] as? String == "8.8.4.4" }, "\(run.summary)")
    #expect(row["Country"] as? String == "Freedonia")
    #expect(row["City"] as? String == "Glenn")
    #expect(row["count"] as? String == "8")
    #expect(rows.allSatisfy { $0["Country"] as? String == "Freedonia" })
  }
}

/// A MaxMind database that knows one IPv4 address.
///
/// Source: the MaxMind DB file format specification, version 2.0.
enum PlaceFile {
  static func bytes(address: [UInt8], country: String, city: String) -> Data {
    let bits = address.flatMap { byte in (0..<8).map { (byte >> (7 - $0)) & 1 } }
    let nodes = UInt32(bits.count)
    var data = Data()
    for (index, bit) in bits.enumerated() {
      // The last bit leads to the first record of the data section, which 16 zeros precede.
      let next = index + 1 < bits.count ? UInt32(index + 1) : nodes + 16
      for record in bit == 0 ? [next, nodes] : [nodes, next] {
        data += [UInt8(record >> 16), UInt8(record >> 8 & 0xFF), UInt8(record & 0xFF)]
      }
    }
    data += Data(count: 16)
    data += map([("city", names(city)), ("country", names(country))])
    data += [0xAB, 0xCD, 0xEF] + Data("MaxMind.com".utf8)
    data += map([
      ("node_count", unsigned(6, nodes)), ("record_size", unsigned(5, 24)),
      ("ip_version", unsigned(5, 4)), ("database_type", text("Places")),
      ("languages", Data([0x01, 0x04]) + text("en")), ("build_epoch", Data([0x01, 0x02, 1])),
      ("binary_format_major_version", unsigned(5, 2)),
      ("binary_format_minor_version", unsigned(5, 0)), ("description", map([("en", text("p"))])),
    ])
    return data
  }

  private static func names(_ name: String) -> Data { map([("names", map([("en", text(name))]))]) }

  private static func text(_ text: String) -> Data {
    Data([2 << 5 | UInt8(text.utf8.count < 29 ? text.utf8.count : 29)])
      + (text.utf8.count < 29 ? Data() : Data([UInt8(text.utf8.count - 29)])) + Data(text.utf8)
  }

  private static func unsigned(_ type: UInt8, _ value: UInt32) -> Data {
    let bytes = [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }.drop { $0 == 0 }
    return Data([type << 5 | UInt8(bytes.count)]) + Data(bytes)
  }

  private static func map(_ members: [(String, Data)]) -> Data {
    members.reduce(Data([7 << 5 | UInt8(members.count)])) { $0 + text($1.0) + $1.1 }
  }
}
