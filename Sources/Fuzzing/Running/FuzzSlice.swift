import Foundation

/// Cases in a row in one process, until the time is over or one of them fails.
package struct FuzzSlice {
  /// How the process of a slice ends, when it is not a case that ends it.
  package enum Ending: Int32, Sendable {
    case fine = 0
    case unusable = 90
    case failure = 91
    case hang = 92
  }

  /// Units: seconds. A case that takes longer hangs.
  private static let patience = 5

  private let target: FuzzTargetName
  private let root: String
  private let seed: UInt64
  private let seconds: Double
  private let file: String

  package init(
    target: FuzzTargetName, root: String, seed: UInt64, seconds: Double, file: String
  ) {
    self.target = target
    self.root = root
    self.seed = seed
    self.seconds = seconds
    self.file = file
  }

  package func run() -> Ending {
    guard let shared = SharedInput(path: file) else { return .unusable }
    var mutator = Mutator(
      seeds: SeedInputs(root: root).inputs(of: target), words: target.words, seed: seed)
    let end = ContinuousClock.now + .seconds(seconds)
    do {
      let runner = try target.makeTarget()
      let watchdog = Watchdog(patience: Self.patience)
      while ContinuousClock.now < end {
        let input = mutator.next()
        shared.begin(input)
        watchdog.caseStarts()
        try runner.run(input)
      }
      return .fine
    } catch {
      Self.tell("\(error)")
      return .failure
    }
  }

  static func tell(_ text: String) {
    FileHandle.standardError.write(Data((text.prefix(1500) + "\n").utf8))
  }
}
