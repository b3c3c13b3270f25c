import Content
import Diagnostics
import Testing

/// Source of what is right and wrong: the rules of contentctl 5 and of its successor for ESCU 6.
struct ValidationRuleTests {
  @Test(arguments: DetectionShape.allCases)
  func goodRepositoryHasNoFindings(_ shape: DetectionShape) {
    let (_, findings) = GoodRepository.findings(shape, in: "", replacing: "", with: "")
    #expect(findings.map { $0.diagnostic.rendered() } == [])
  }

  @Test(arguments: BrokenFile.all)
  func mistakeIsCaughtByItsRuleAlone(_ broken: BrokenFile) {
    let (edits, findings) = GoodRepository.findings(
      broken.shape, in: broken.file, replacing: broken.old, with: broken.new,
      path: broken.path)
    #expect(edits == 1, "the edit must apply to one place")
    let codes = Set(findings.map { $0.diagnostic.code })
    #expect(codes == [broken.code], "\(findings.map { $0.diagnostic.rendered() })")
    #expect(findings.allSatisfy { $0.diagnostic.span != nil })
  }

  @Test func everyRuleOfATextHasABrokenFile() {
    let tested = Set(BrokenFile.all.map(\.code))
    let onDisk: Set<DiagnosticCode> = [
      .lookupFileStem, .lookupRowWidth, .orphanedLookupFile, .missingCompanionFile, .dashboardTitle,
    ]
    let untested = ValidationRules.all.map { $0.code }.filter {
      !tested.contains($0) && !onDisk.contains($0)
    }
    #expect(untested == [])
  }
}
