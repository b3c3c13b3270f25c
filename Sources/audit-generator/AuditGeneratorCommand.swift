import ArgumentParser
import AuditGenerator
import Foundation

@main
struct AuditGeneratorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit-generator",
    abstract: "Writes a believable Kubernetes audit log, the same one for the same seed.",
    discussion: """
      The log is audit.k8s.io/v1 events, one JSON object a line, as kube-apiserver writes them. \
      It ends with the first event that reaches --bytes, or after --events, whichever comes first.
      """)

  @Argument(help: ArgumentHelp("The file to write; - is standard output.", valueName: "OUT"))
  var output: String

  @Option(
    help: "Size at which to stop: bytes, or with k, M, G (powers of 1000) or Ki, Mi, Gi (of 1024).")
  var bytes: ByteCount?

  @Option(help: "Number of events after which to stop.")
  var events: Int?

  @Option(help: "Which log to write; any whole number from 0 on.")
  var seed: UInt64?

  @Option(help: "Time of the first event, as 2026-01-01T00:00:00Z.")
  var start: StartTime?

  @Flag(help: "Write two hours of a small cluster with an attack in it (Examples/audit.log).")
  var story = false

  func validate() throws {
    if let events, events < 1 {
      throw ValidationError("--events \(events): a log has at least one event; give 1 or more.")
    }
    if !story, bytes == nil, events == nil {
      throw ValidationError(
        "A log has no end of its own: say where to stop with --bytes 1G or --events 1000, or ask for --story."
      )
    }
  }

  func run() throws {
    var generator = try makeGenerator()
    let file = try LogOutput(path: output)
    let limit = bytes?.value ?? Int.max
    let blockSize = 4 << 20
    var block: [UInt8] = []
    block.reserveCapacity(blockSize + (64 << 10))
    var written = 0
    var count = 0
    while count < events ?? Int.max, written + block.count < limit {
      guard generator.appendEvent(to: &block) else { break }
      count += 1
      if block.count >= blockSize {
        written += block.count
        try file.write(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    written += block.count
    try file.write(block)
    try file.close()
    let summary = "\(count) events, \(written) bytes\n"
    try FileHandle.standardError.write(contentsOf: Data(summary.utf8))
  }

  private func makeGenerator() throws -> AuditLogGenerator {
    if story {
      return try Story.makeGenerator(
        seed: seed ?? Story.defaultSeed, start: start?.instant ?? StartTime.story.instant)
    }
    return try AuditLogGenerator(
      seed: seed ?? 1, start: start?.instant ?? StartTime.ordinary.instant)
  }
}
