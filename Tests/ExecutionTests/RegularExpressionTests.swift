import EventModel
import Execution
import Testing

/// Source: PCRE2's own pattern syntax and SPL's habits on the `rex` page.
@Suite struct RegularExpressionTests {
  private func text(_ string: String) -> (Arena, Bytes) {
    let arena = Arena()
    return (arena, arena.store(string))
  }

  private func groups(_ pattern: String, _ subject: String) throws -> [String?]? {
    let regex = try RegularExpression(pattern: pattern)
    let (arena, bytes) = text(subject)
    defer { withExtendedLifetime(arena) {} }
    guard let found = try regex.makeMatcher().firstMatch(in: bytes) else { return nil }
    return (0..<found.count).map { found[$0].map { bytes.slice($0).string } }
  }

  private func replace(_ subject: String, _ pattern: String, _ template: String) throws -> String? {
    let regex = try RegularExpression(pattern: pattern)
    let (arena, bytes) = text(subject)
    defer { withExtendedLifetime(arena) {} }
    return try regex.makeMatcher().replaceAll(
      in: bytes, with: RegexReplacement(Array(template.utf8))
    ).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func bothSpellingsOfNamedGroups() throws {
    let regex = try RegularExpression(pattern: #"(?<first>a)(?P<second>b)(c)"#)
    #expect(regex.groups.map { $0.name } == ["first", "second"])
    #expect(regex.groups.map { $0.number } == [1, 2])
    #expect(regex.captureCount == 3)
  }

  @Test func namesThatStartWithADigit() throws {
    let regex = try RegularExpression(pattern: #"(?<5minutes>\d)-(?P<2nd>\w)"#)
    #expect(regex.groups.map { $0.name } == ["5minutes", "2nd"])
  }

  @Test func habitsThatTheLibraryCallsErrors() throws {
    #expect(try groups(#"[\w-.]+"#, "a-b.c d") == ["a-b.c"])
    #expect(try groups(#"[a-\d]+[\s-x]"#, "1-a-") == ["1-a-"])
    #expect(try groups(#"\y\_"#, "xy_") == ["y_"])
  }

  @Test func optionalGroupsAreNil() throws {
    #expect(try groups(#"(a)|(b)"#, "xb") == ["b", nil, "b"])
    #expect(try groups(#"(a)(z)?"#, "a") == ["a", "a", nil])
    #expect(try groups("q", "abc") == nil)
  }

  @Test func codePointsNotBytes() throws {
    #expect(try groups("^.$", "é") == ["é"])
    #expect(try groups("(?i)É", "é") == ["é"])
  }

  @Test func invalidBytesDoNotStopTheSearch() throws {
    let regex = try RegularExpression(pattern: "b+")
    let arena = Arena()
    let bytes = arena.store([0xFF, 0x61, 0x62, 0x62])
    #expect(try regex.makeMatcher().firstMatch(in: bytes)?.whole == 2..<4)
    withExtendedLifetime(arena) {}
  }

  @Test func errorsNameTheirPlace() {
    let error = #expect(throws: RegexError.self) { try RegularExpression(pattern: "a(bc") }
    #expect(error?.message == "missing closing parenthesis")
    #expect(error?.offset == 4)
    #expect(throws: RegexError.self) { try RegularExpression(pattern: "[z-a]") }
  }

  @Test func replacementsWithGroups() throws {
    #expect(try replace("1/14/2017", #"^(\d{1,2})/(\d{1,2})/"#, #"\2/\1/"#) == "14/1/2017")
    #expect(try replace("aaa", "a", "b") == "bbb")
    #expect(try replace("abc", "", "-") == "-a-b-c-")
    #expect(try replace("é", "", "-") == "-é-")
    #expect(try replace("abc", "z", "-") == nil)
    #expect(try replace(#"a\b"#, #"\\"#, #"\\\\"#) == #"a\\b"#)
  }

  @Test func oneReplacementOnly() throws {
    let regex = try RegularExpression(pattern: "a")
    let (arena, bytes) = text("aaa")
    let replacement = RegexReplacement(Array("b".utf8))
    let second = try regex.makeMatcher().replaceAll(in: bytes, with: replacement, only: 2)
    #expect(second == Array("aba".utf8))
    #expect(try regex.makeMatcher().replaceAll(in: bytes, with: replacement, only: 4) == nil)
    withExtendedLifetime(arena) {}
  }

  @Test func sharedBetweenTasks() async throws {
    let regex = try RegularExpression(pattern: #"(\w+)@(\w+)\.com"#)
    let found = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          let arena = Arena()
          let matcher = regex.makeMatcher()
          var hits = 0
          for number in 0..<500 {
            let text = arena.store("user\(task)@host\(number).com")
            if let match = try matcher.firstMatch(in: text),
              match[2]?.count == "host\(number)".count
            {
              hits += 1
            }
          }
          return hits
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(found == 4_000)
  }

  @Test func runawayPatternsAreGivenUp() throws {
    let regex = try RegularExpression(pattern: #"^(a+)+$(?<!x)\1"#)
    let (arena, bytes) = text(String(repeating: "a", count: 40) + "b")
    #expect(throws: RegexLimitError.self) { try regex.makeMatcher().firstMatch(in: bytes) }
    withExtendedLifetime(arena) {}
  }

  @Test func longTextsGetABiggerStack() throws {
    let regex = try RegularExpression(pattern: #"^(?:a|b)*c"#)
    let (arena, bytes) = text(String(repeating: "ab", count: 50_000) + "c")
    #expect(try regex.makeMatcher().matches(bytes))
    withExtendedLifetime(arena) {}
  }
}
