import Content
import Diagnostics
import Foundation
import Testing

struct FixTests {
  /// The file after all fixes of its findings, and the name that it gets.
  private func mended(
    in file: String = "detections/", _ old: String, _ new: String
  ) throws -> (text: String, fileName: String?, fixes: [String]) {
    let (edits, findings) = GoodRepository.findings(.escu6, in: file, replacing: old, with: new)
    #expect(edits == 1)
    let entry = try #require(GoodRepository.files(.escu6).first { $0.path.contains(file) })
    let text = entry.text.replacing(old, with: new)
    let result = ContentFix.apply(findings.compactMap { $0.fix }, to: Array(text.utf8))
    return (
      String(decoding: result.bytes, as: UTF8.self),
      result.made.compactMap { $0.fileName }.first, result.made.map { $0.summary }
    )
  }

  @Test func filterMacroIsAppendedInsideTheQuotes() throws {
    let call = " | \(GoodRepository.filter)"
    #expect(try mended(call, "").text == GoodRepository.escu6)
  }

  @Test func filterMacroGetsALineOfABlock() throws {
    let block = "search: |-\n    `kube_audit` verb=create\n      | stats count by user src_ip"
    let result = try mended(GoodRepository.search, block)
    #expect(result.text.contains(block + "\n      | \(GoodRepository.filter)\nhow_to_implement"))
  }

  @Test func fileIsRenamed() throws {
    let result = try mended(in: "default_hunting", "name: Default", "name: Usual")
    #expect(result.fileName == "usual_hunting.yml")
  }

  @Test(arguments: ["2026-5-13", "2026/05/13", "2026.5.13", "2026-05-13T10:00:00Z"])
  func dateThatMeansOneDayIsRewritten(_ date: String) throws {
    #expect(try mended("2026-05-13", date).text == GoodRepository.escu6)
  }

  @Test func dateThatMeansTwoDaysIsNot() throws {
    #expect(try mended("2026-05-13", "05/04/2026").fixes == [])
  }

  @Test func secondEntryGoesWithItsLine() throws {
    let twice = "- Kubernetes Security\n- Kubernetes Security"
    #expect(try mended("- Kubernetes Security", twice).text == GoodRepository.escu6)
  }

  @Test func letterCaseOfAChoiceIsMended() throws {
    let result = try mended("security_domain: network", "security_domain: Network")
    #expect(result.text == GoodRepository.escu6)
  }

  @Test func categoryFollowsTheFolder() throws {
    #expect(try mended("category: cloud", "category: endpoint").text == GoodRepository.escu6)
  }

  @Test func fixesThatOverlapWaitForTheNextTime() {
    let fixes = [
      ContentFix("one", edits: [.init(0..<3, "x")]), ContentFix("two", edits: [.init(2..<4, "y")]),
    ]
    let result = ContentFix.apply(fixes, to: Array("abcdef".utf8))
    #expect(String(decoding: result.bytes, as: UTF8.self) == "xdef")
    #expect(result.made.map { $0.summary } == ["one"])
  }
}
