import Foundation
import Testing

/// Whatever a file holds: counted, told with file and line, and nothing else is lost.
///
/// Source: the command line contract in the README.
@Suite struct BadInputTests {
  private let folder: TemporaryFolder
  private let good = Sample.events(6)

  init() throws { folder = try TemporaryFolder() }

  private func count(_ files: String..., options: [String] = []) throws -> Program.Run {
    try Program.run(
      ["search", "verb=create objectRef.resource=cronjobs | stats count"] + files + options
        + ["--content", Program.root + "/Content"])
  }

  /// A broken line between good ones: the six good ones are found, the broken one is told.
  private func expectTold(_ line: Data, reason: Comment) throws {
    var bytes = Data((good[..<3].joined(separator: "\n") + "\n").utf8)
    bytes += line
    bytes += Data(("\n" + good[3...].joined(separator: "\n") + "\n").utf8)
    let file = try folder.write("broken.log", bytes)
    let run = try count(file)
    #expect(run.output == #"{"count":"6"}"# + "\n", reason)
    #expect(run.status == 0, reason)
    #expect(run.errors.contains("\(file):4: "), "\(reason): \(run.errors.prefix(1000))")
    #expect(run.errors.contains("1 broken record"), "\(reason): \(run.errors.prefix(1000))")
  }

  @Test func truncatedJSON() throws {
    // One that the search's literals let through, and one that they do not.
    try expectTold(Data(good[0].dropLast(40).utf8), reason: "cut off")
    try expectTold(
      Data(#"{"kind":"Event","verb":"get","user":{"userna"#.utf8), reason: "cut off early")
    try expectTold(
      Data(#"{"kind":"Event","verb":"create","objectRef":{"resource":"cronjobs",}}"#.utf8),
      reason: "comma")
  }

  @Test func invalidUTF8() throws {
    let line = Data(good[0].utf8)
    let place = try #require(line.firstRange(of: Data("jane".utf8)))
    var broken = line
    broken.replaceSubrange(place, with: [0x6A, 0xFF, 0xFE, 0x65])
    try expectTold(broken, reason: "invalid UTF-8")
  }

  @Test func deepNesting() throws {
    let depth = 10_000
    let deep =
      String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    let event = #"{"verb":"create","objectRef":{"resource":"cronjobs"},"x":\#(deep)}"#
    try expectTold(Data(event.utf8), reason: "10,000 deep")
    let lists = String(repeating: "[", count: depth)
    try expectTold(
      Data(#"{"verb":"create","resource":"cronjobs","x":\#(lists)"#.utf8), reason: "open lists")
  }

  @Test func duplicateKeysAreRead() throws {
    let twice = good[0].replacing(#""verb":"create""#, with: #""verb":"create","verb":"create""#)
    let file = try folder.write("twice.log", ([twice] + good).joined(separator: "\n"))
    let run = try count(file)
    #expect(run.status == 0)
    #expect(run.output == #"{"count":"7"}"# + "\n", "\(run.summary)")
  }

  @Test func emptyFilesAreFine() throws {
    let empty = try folder.write("empty.log", "")
    let blank = try folder.write("blank.log", "\n\n  \n")
    let file = try folder.write("good.log", good.joined(separator: "\n"))
    let alone = try count(empty)
    #expect(alone.status == 0 && alone.output == #"{"count":"0"}"# + "\n", "\(alone.summary)")
    let all = try count(empty, blank, file)
    #expect(all.status == 0 && all.output == #"{"count":"6"}"# + "\n", "\(all.summary)")
    #expect(!all.errors.contains("warning"), "\(all.errors)")
  }

  @Test func binariesInAFolderAreToldAndLeftOut() throws {
    var noise: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]
    var state: UInt32 = 12345
    for _ in 0..<200_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      noise.append(UInt8(truncatingIfNeeded: state >> 24))
    }
    try folder.write("tree/program", Data(noise))
    try folder.write("tree/picture.png", Data([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + noise))
    try folder.write("tree/good.log", good.joined(separator: "\n"))
    let run = try count(folder.path + "/tree")
    #expect(run.status == 0, "\(run.summary)")
    #expect(run.output == #"{"count":"6"}"# + "\n", "\(run.summary)")
    #expect(run.errors.contains("tree/program"), "\(run.errors.prefix(1000))")
    #expect(run.errors.contains("tree/picture.png"), "\(run.errors.prefix(1000))")
    #expect(run.errors.utf8.count < 20_000, "a binary must not flood the terminal")
  }

  @Test func aBrokenArchiveIsTheWorldsFault() throws {
    guard
      let gzip = ["/usr/bin/gzip", "/bin/gzip"].first(where: {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    else { return }
    let copy = try folder.write("packed.log", Sample.events(2000).joined(separator: "\n") + "\n")
    let process = Process()
    process.executableURL = URL(filePath: gzip)
    process.arguments = [copy]
    try process.run()
    process.waitUntilExit()
    let packed = try Data(contentsOf: URL(filePath: copy + ".gz"))
    let cut = try folder.write("cut.log.gz", packed.prefix(packed.count / 2))
    var damaged = packed
    for index in 1000..<1040 { damaged[index] = 0xA5 }
    let wrong = try folder.write("wrong.log.gz", damaged)
    let file = try folder.write("good.log", good.joined(separator: "\n"))
    for broken in [cut, wrong] {
      let run = try count(broken, file)
      #expect(run.status == 3, "\(run.summary)")
      #expect(run.errors.contains(broken), "\(run.errors.prefix(1000))")
      let number = try ObjectLine(run.lines.first ?? "{}")["count"].first.flatMap { Int($0) } ?? 0
      #expect(number >= 6 && number < 2006, "the good file is read whole: \(number)")
    }
    let prefix = try count(cut)
    let kept = try ObjectLine(prefix.lines.first ?? "{}")["count"].first.flatMap { Int($0) } ?? 0
    #expect(kept > 100, "what stands before the damage is read: \(kept)")
  }

  @Test func aLineOfAHundredMegabytes() throws {
    let padding = Data(repeating: UInt8(ascii: "x"), count: 100_000_000)
    var long = Data(good[0].dropLast().utf8) + Data(#","responseObject":{"data":""#.utf8)
    long += padding
    long += Data((#""}}"# + "\n" + good.joined(separator: "\n")).utf8)
    let file = try folder.write("long.log", long)
    let run = try count(file)
    #expect(run.status == 0, "\(run.errors.prefix(1000))")
    #expect(run.output == #"{"count":"7"}"# + "\n", "\(run.summary)")
    var garbage = Data((good[0] + "\n{\"verb\":\"create\",\"cronjobs\":\"").utf8)
    garbage += padding
    garbage += Data(("\n" + good[1]).utf8)
    let broken = try folder.write("garbage.log", garbage)
    let told = try count(broken)
    #expect(told.status == 0)
    #expect(told.output == #"{"count":"2"}"# + "\n", "\(told.summary)")
    #expect(told.errors.contains("\(broken):2: "), "\(told.errors.prefix(1000))")
    #expect(told.errors.utf8.count < 20_000, "the line itself is not printed")
  }

  @Test func theRunEndsAfterManyBrokenLines() throws {
    let file = try folder.write(
      "many.log",
      (0..<500).map { #"{"verb":"create","n":\#($0),"# }.joined(separator: "\n") + "\n" + good[0])
    let run = try count(file)
    #expect(run.status == 0)
    #expect(run.output == #"{"count":"1"}"# + "\n", "\(run.summary)")
    #expect(run.errors.contains("500 broken records"), "\(run.errors.suffix(400))")
    #expect(run.errors.split(separator: "\n").count < 100, "all are counted, the first are shown")
  }
}
