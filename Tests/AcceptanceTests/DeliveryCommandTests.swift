import Detections
import Foundation
import Testing

/// Dead letters at the command line; what becomes of them is in `DeliveryTests`.
@Suite struct DeliveryCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try StateDatabase(folder: folder.path)
  }

  private func deliveries(_ arguments: String...) throws -> Program.Run {
    try Program.run(["findings", "deliveries"] + arguments + ["--store", folder.path])
  }

  @Test func whereNothingWaitsTheListIsEmpty() throws {
    for arguments in [["list"], ["show"]] {
      let run = try deliveries(arguments[0])
      #expect(run.status == 0 && run.output.isEmpty, "\(run.summary)")
    }
    let run = try deliveries("retry", "--all")
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.errors.contains("no dead letters"), "\(run.summary)")
  }

  @Test(arguments: [
    (["retry"], "give names of outputs, or --letter, or --all"),
    (["drop", "--all", "soc"], "give names of outputs, or --letter, or --all"),
    (["retry", "soc"], "nothing waits for output `soc`"),
    (["show", "soc"], "nothing waits for output `soc`"),
    (["drop", "--letter", "7"], "no dead letter 7"),
  ])
  func nothingIsDoneByMistake(arguments: [String], message: String) throws {
    let run = try Program.run(
      ["findings", "deliveries"] + arguments + ["--store", folder.path])
    #expect(run.status == 2, "\(run.summary)")
    #expect(run.errors.contains(message), "\(run.summary)")
  }
}
