import Foundation
import GeoLocation
import QueryPlan
import Testing

@Suite struct MaxMindDatabaseTests {
  private static func names(_ name: String) -> MaxMindFile.Value {
    .map([("names", .map([("de", .text("x" + name)), ("en", .text(name))]))])
  }

  private static var sample: [UInt8] {
    var file = MaxMindFile()
    file.add(
      ipv4: [203, 0, 113, 0], prefix: 24,
      .map([
        ("city", names("Springfield")), ("continent", names("Atlantis")),
        ("country", names("Freedonia")),
        (
          "location",
          .map([
            ("latitude", .double(12.5)), ("longitude", .double(-7.25)),
            ("metro_code", .uint16(501)),
            ("time_zone", .text("Etc/UTC")),
          ])
        ),
        ("subdivisions", .array([names("North"), names("Inner North")])),
      ]))
    file.add(ipv4: [198, 51, 100, 7], prefix: 32, .map([("country", names("Sylvania"))]))
    file.add(
      ipv6: [0x20, 0x01, 0x0D, 0xB8], prefix: 32,
      .map([
        ("country", names("Osterlich")),
        ("location", .map([("latitude", .float(1.5)), ("longitude", .float(2.5))])),
      ]))
    return file.bytes()
  }

  /// Runs with a file of these bytes, which is gone afterwards.
  private func withFile<T>(_ bytes: [UInt8], _ body: (String) throws -> T) throws -> T {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("places-\(UUID().uuidString).mmdb")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  @Test func tellsWhereAddressesAre() throws {
    try withFile(Self.sample) { path in
      let database = try MaxMindDatabase(path: path)
      var springfield = GeoLocation()
      springfield.city = "Springfield"
      springfield.continent = "Atlantis"
      springfield.country = "Freedonia"
      springfield.region = "North"
      springfield.latitude = 12.5
      springfield.longitude = -7.25
      springfield.timezone = "Etc/UTC"
      springfield.metroCode = "501"
      #expect(database.location(of: "203.0.113.0") == springfield)
      #expect(database.location(of: "203.0.113.255") == springfield)
      var country = GeoLocation()
      country.country = "Sylvania"
      #expect(database.location(of: "198.51.100.7") == country)
      #expect(database.location(of: "2001:db8::1")?.country == "Osterlich")
      #expect(database.location(of: "2001:db8::1")?.latitude == 1.5)
    }
  }

  @Test(arguments: ["198.51.100.8", "10.0.0.1", "2001:db9::", "", "x", "203.0.113", "203.0.113.1 "])
  func knowsNothingOfOthers(_ address: String) throws {
    try withFile(Self.sample) { path in
      let database = try MaxMindDatabase(path: path)
      #expect(database.location(of: address) == nil)
    }
  }

  @Test func manyThreadsMayAsk() async throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("places-\(UUID().uuidString).mmdb")
    try Data(Self.sample).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let database = try MaxMindDatabase(path: url.path)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<500).allSatisfy { number in
            database.location(of: "203.0.113.\(number % 256)")?.city == "Springfield"
              && database.location(of: "10.0.0.\(number % 256)") == nil
          }
        }
      }
      for await result in group { #expect(result) }
    }
  }

  @Test func aMissingFileIsTold() {
    let error = #expect(throws: GeoDatabaseError.self) {
      try MaxMindDatabase(path: "/nowhere/places.mmdb")
    }
    #expect(error?.code == .unreadable)
    #expect("\(error.map { "\($0)" } ?? "")".contains("`/nowhere/places.mmdb`"))
  }

  @Test func aBrokenFileIsTold() throws {
    for bytes in [[], Array("no database".utf8), Array(Self.sample.dropLast(60))] {
      try withFile(bytes) { path in
        let error = #expect(throws: GeoDatabaseError.self) { try MaxMindDatabase(path: path) }
        #expect(error?.code == .invalid || bytes.isEmpty)
      }
    }
  }

  /// Broken bytes anywhere give an error, a place or none, never a crash.
  @Test func damageNeverCrashes() throws {
    let sample = Self.sample
    for seed in 0..<200 {
      var bytes = sample
      for step in 0..<4 {
        let place = (seed &* 7919 &+ step &* 104_729 &+ seed &* seed) % bytes.count
        bytes[place] = UInt8(truncatingIfNeeded: seed &* 31 &+ step &* 17)
      }
      try withFile(bytes) { path in
        guard let database = try? MaxMindDatabase(path: path) else { return }
        for address in ["203.0.113.7", "198.51.100.7", "10.0.0.1", "2001:db8::1"] {
          _ = database.location(of: address)
        }
      }
    }
  }
}
