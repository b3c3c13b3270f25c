import Testing

@testable import AuditGenerator

struct InstantTests {
  // Seconds as `date -u -d TEXT +%s` gives them.
  @Test(arguments: [
    ("1970-01-01T00:00:00.000000Z", 0),
    ("2000-02-29T23:59:59.000001Z", 951_868_799_000_001),
    ("2024-12-31T12:34:56.789012Z", 1_735_648_496_789_012),
    ("2026-02-10T08:00:00.000000Z", 1_770_710_400_000_000),
    ("2100-03-01T00:00:00.500000Z", 4_107_542_400_500_000),
  ])
  func readsAndWrites(_ text: String, _ microseconds: Int) throws {
    let instant = try #require(Instant(text))
    #expect(instant.microseconds == microseconds)
    var written: [UInt8] = []
    instant.write(to: &written)
    #expect(String(decoding: written, as: UTF8.self) == text)
  }

  @Test func fractionsMayBeShortOrAbsent() {
    #expect(Instant("2026-02-10T08:00:00Z")?.microseconds == 1_770_710_400_000_000)
    #expect(Instant("2026-02-10T08:00:00.25Z")?.microseconds == 1_770_710_400_250_000)
  }

  @Test(arguments: [
    "", "2026-02-10", "2026-02-10T08:00:00", "2026-02-30T08:00:00Z", "2025-02-29T08:00:00Z",
    "2026-13-01T08:00:00Z", "2026-02-10T24:00:00Z", "2026-02-10 08:00:00Z", "2026-02-10T08:00:00.Z",
    "2026-02-10T08:00:00.1234567Z", "2026-02-10T08:00:00+01:00",
  ])
  func refusesAnythingElse(_ text: String) {
    #expect(Instant(text) == nil)
  }
}

struct SplitMix64Tests {
  // The published sequence for this seed (Vigna's reference implementation).
  @Test func givesThePublishedSequence() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
  }
}

struct EventTemplateTests {
  @Test func namesTheHoleThatDoesNotExist() {
    let error = #expect(throws: TemplateError.self) { try EventTemplate(#"{"a":"<nothing>"}"#) }
    #expect(error?.description.contains("nothing") == true)
    #expect(throws: TemplateError.self) { try EventTemplate(#"{"a":"<pod"}"#) }
  }
}
