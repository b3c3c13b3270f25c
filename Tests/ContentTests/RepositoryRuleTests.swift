import Content
import Diagnostics
import Foundation
import Testing

/// The rules that look at files beside the content.
struct RepositoryRuleTests {
  private func codes(
    _ files: [String: String], paths: [String] = [""]
  ) throws -> [String] {
    var all = files
    for file in GoodRepository.files(.escu6) where all[file.path] == nil {
      all[file.path] = file.text
    }
    return try Samples.withFolder(all) { folder in
      ContentValidator(today: GoodRepository.today)
        .validate(paths.map { $0.isEmpty ? folder : folder + "/" + $0 }).findings
        .map { $0.diagnostic.code.rawValue }
    }
  }

  private static let csvLookup = """
    name: owners
    description: Who owns what.
    filename: owners.csv
    """

  @Test func goodRepositoryOnDiskHasNoFindings() throws {
    #expect(try codes([:]) == [])
  }

  @Test func unevenRowIsFound() throws {
    let rows = "job,owner\na,\"b,c\"\nd,e,f\ng\n"
    #expect(
      try codes(["lookups/owners.yml": Self.csvLookup, "lookups/owners.csv": rows])
        == [DiagnosticCode.lookupRowWidth.rawValue])
  }

  @Test func fileWithoutDescriptionIsFound() throws {
    #expect(
      try codes(["lookups/old.csv": "a,b\n1,2\n"]) == [DiagnosticCode.orphanedLookupFile.rawValue])
    #expect(
      try codes(["lookups/notes.txt": "x"]) == [DiagnosticCode.orphanedLookupFile.rawValue])
  }

  @Test func lookupOfESCU6IsNamedAfterItsFile() throws {
    let lookup =
      Self.csvLookup.replacing("owners.csv", with: "people.csv")
      + "\ncreation_date: '2024-01-30'\nmodification_date: '2024-01-30'"
    #expect(
      try codes(["lookups/owners.yml": lookup, "lookups/people.csv": "a\n1\n"])
        == [DiagnosticCode.lookupFileStem.rawValue])
  }

  @Test func dashboardAndPlaybookHaveTheirFiles() throws {
    #expect(
      try codes(["dashboards/audit.yml": "name: Audit"])
        == [DiagnosticCode.missingCompanionFile.rawValue])
    #expect(
      try codes(["playbooks/stop.yml": "name: Stop", "playbooks/stop.json": "{}"])
        == [DiagnosticCode.missingCompanionFile.rawValue])
    #expect(
      try codes([
        "dashboards/audit.yml": "name: Audit", "dashboards/audit.json": #"{"title": "Audti"}"#,
      ]) == [DiagnosticCode.dashboardTitle.rawValue])
  }

  @Test func oneFileIsJudgedAndTheRestOnlyRead() throws {
    let broken = ["macros/kube_audit.yml": "name: kube_audit\ndefinition: ' '\ndescription: x"]
    #expect(try codes(broken) == [DiagnosticCode.emptyMacro.rawValue])
    #expect(try codes(broken, paths: ["detections/cloud"]) == [])
    #expect(try codes(broken, paths: ["macros/kube_audit.yml"]) == ["CNT2201"])
  }
}
