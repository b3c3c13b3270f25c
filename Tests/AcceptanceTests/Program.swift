import Foundation
import Testing

/// The built program, run as a person runs it.
enum Program {
  struct Run {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// What a failed expectation wants to show.
    var summary: String { "exit \(status)\n\(output.prefix(2000))\n\(errors.prefix(4000))" }
  }

  static let root: String = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Beside the test bundle, where the build puts both.
  static let path: String? = {
    let arguments = CommandLine.arguments
    var folders = [Bundle.main.bundlePath, (arguments[0] as NSString).deletingLastPathComponent]
    if let option = arguments.firstIndex(of: "--test-bundle-path"), option + 1 < arguments.count {
      folders.append((arguments[option + 1] as NSString).deletingLastPathComponent)
    }
    for bundle in Bundle.allBundles {
      folders.append((bundle.bundlePath as NSString).deletingLastPathComponent)
    }
    return folders.map { $0 + "/needletail" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  struct Missing: Error, CustomStringConvertible {
    let description = "the program is not beside the test bundle: run `swift build`"
  }

  /// Runs it in a folder without a project file, in UTC, with the pack's content.
  ///
  /// `input`: a file that stands for standard input. `place`: where it is started.
  static func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    in place: String? = nil
  ) throws -> Run {
    guard let path else { throw Missing() }
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: place ?? folder.path)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TZ": "UTC"]) { $1 }.merging(environment) { $1 }
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: URL(filePath: $0)) }
      ?? FileHandle.nullDevice
    let output = try folder.open("output")
    let errors = try folder.open("errors")
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try folder.text("output"), errors: try folder.text("errors"))
  }
}

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/needletail-acceptance-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: Data) throws -> String {
    let url = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
    return url.path
  }

  func open(_ name: String) throws -> FileHandle {
    try write(name, "")
    return try FileHandle(forWritingTo: URL(filePath: path + "/" + name))
  }

  /// Bytes that are not UTF-8 become the replacement character.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
  }
}

/// Audit events as a test writes them.
enum Sample {
  /// A detection's file of the shape of ESCU 6, valid but for what a test puts in.
  static func detection(
    _ number: Int, name: String, search: String, tests: String
  ) -> String {
    """
    name: "\(name)"
    id: 00000000-0000-4000-8000-00000000000\(number)
    version: 1
    creation_date: '2026-01-15'
    modification_date: '2026-01-15'
    author: A
    status: production
    type: TTP
    description: d
    search: '\(search)'
    how_to_implement: h
    known_false_positives: k
    references: []
    finding:
      title: Created by $user.username$
      entity: {field: user.username, type: user, score: 50}
    analytic_story: [S]
    mitre_attack_id: [T1609]
    tests:
    \(tests)
    """
  }

  static func event(
    _ number: Int, verb: String = "create", resource: String = "cronjobs", user: String = "jane"
  ) -> String {
    """
    {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse",\
    "auditID":"00000000-0000-4000-8000-\(String(100_000_000_000 + number))",\
    "stage":"ResponseComplete","requestURI":"/apis/batch/v1/namespaces/shop/\(resource)",\
    "verb":"\(verb)","user":{"username":"\(user)","groups":["dev","system:authenticated"]},\
    "sourceIPs":["10.0.0.\(number % 250)"],"userAgent":"kubectl/v1.31.0",\
    "objectRef":{"resource":"\(resource)","namespace":"shop","name":"job-\(number)"},\
    "responseStatus":{"metadata":{},"code":201},"requestObject":{"kind":"CronJob",\
    "spec":{"schedule":"*/5 * * * *","jobTemplate":{"spec":{"template":{"spec":{"containers":\
    [{"name":"a","image":"registry.example.org/a:1"}]}}}}}},\
    "requestReceivedTimestamp":"2026-01-15T12:00:00.000000Z",\
    "stageTimestamp":"2026-01-15T12:00:\(number % 60 < 10 ? "0" : "")\(number % 60).000000Z"}
    """
  }

  static func events(_ count: Int) -> [String] { (0..<count).map { event($0) } }
}
