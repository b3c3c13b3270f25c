import Foundation

/// Runs slices, each in a process of its own, and keeps every input that ended or failed one.
package struct FuzzDriver {
  /// What names of found inputs start with.
  static let kinds = ["crash", "hang", "failure"]

  /// Units: seconds.
  private static let sliceSeconds = 20.0

  private let program: String
  private let target: FuzzTargetName
  private let root: String
  private let seconds: Double
  private let firstSeed: UInt64

  package init(
    program: String, target: FuzzTargetName, root: String, seconds: Double, seed: UInt64
  ) {
    self.program = program
    self.target = target
    self.root = root
    self.seconds = seconds
    firstSeed = seed
  }

  /// How many inputs failed. One line each on standard error, and a summary.
  ///
  /// Errors: what the world does to processes and files.
  package func run() throws -> Int {
    let file = NSTemporaryDirectory() + "fuzz-\(ProcessInfo.processInfo.processIdentifier).input"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let end = Date().addingTimeInterval(seconds)
    var (seed, failures, cases) = (firstSeed, 0, 0)
    while case let left = end.timeIntervalSinceNow, left > 0.5 {
      try? FileManager.default.removeItem(atPath: file)
      let status = try slice(seed: seed, seconds: min(left, Self.sliceSeconds), file: file)
      if let shared = SharedInput(path: file) {
        cases += shared.caseCount
        if let kind = kind(of: status) {
          let kept = try CorpusFolder(root: root, target: target).add(shared.input, as: kind)
          FuzzSlice.tell("\(target.rawValue): \(kind) with seed \(seed), kept as \(kept)")
          failures += 1
        }
      }
      seed += 1
    }
    FuzzSlice.tell("\(target.rawValue): \(cases) cases, \(failures) failures")
    return failures
  }

  private func slice(seed: UInt64, seconds: Double, file: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      target.rawValue, "--slice", file, "--seed", "\(seed)", "--seconds", "\(seconds)",
      "--root", root,
    ]
    try process.run()
    process.waitUntilExit()
    return process
  }

  /// Nil when the slice ended well.
  private func kind(of process: Process) -> String? {
    guard process.terminationReason == .exit else { return "crash" }
    switch FuzzSlice.Ending(rawValue: process.terminationStatus) {
    case .fine: return nil
    case .hang: return "hang"
    case .failure: return "failure"
    case .unusable, nil: return "crash"
    }
  }
}
