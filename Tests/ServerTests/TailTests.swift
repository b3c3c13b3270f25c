import EventStore
import Foundation
import Logging
import Server
import Testing

@Suite struct TailTests {
  private func look(
    _ path: String, _ inode: UInt64, size: UInt64, modified: Double = 0, head: String
  ) -> FileLook {
    FileLook(
      path: path, device: 1, inode: inode, size: size, modified: modified,
      head: Array(head.utf8))
  }

  private func position(_ inode: UInt64, _ offset: UInt64, head: String) -> TailPosition {
    TailPosition(
      identity: FileIdentity(device: 1, inode: inode, head: Array(head.utf8)), offset: offset)
  }

  @Test func theSameFileIsReadOn() {
    let current = look("a.log", 7, size: 90, head: "abc def")
    let plan = TailPlan(position: position(7, 40, head: "abc"), current: current, rotated: [])
    #expect(plan.steps == [.init(file: current, offset: 40, isFinal: false)])
    #expect(plan.warning == nil)
  }

  @Test func renamedFilesAreReadToTheirEndInOrder() {
    let last = look("a.log.2", 7, size: 50, modified: 1, head: "abc")
    let between = look("a.log.1", 8, size: 60, modified: 2, head: "xyz")
    let older = look("a.log.3", 6, size: 60, modified: 0, head: "old")
    let current = look("a.log", 9, size: 10, modified: 3, head: "new")
    let plan = TailPlan(
      position: position(7, 40, head: "abc"), current: current, rotated: [between, older, last])
    #expect(
      plan.steps == [
        .init(file: last, offset: 40, isFinal: true),
        .init(file: between, offset: 0, isFinal: true),
        .init(file: current, offset: 0, isFinal: false),
      ])
  }

  /// The writer may go on with a renamed file until it opens the new one.
  @Test func aRenamedFileIsNotFinalBeforeTheNewOneHasText() {
    let last = look("a.log.1", 7, size: 50, modified: 1, head: "abc")
    let current = look("a.log", 9, size: 0, modified: 3, head: "")
    let plan = TailPlan(
      position: position(7, 40, head: "abc"), current: current, rotated: [last])
    #expect(plan.steps == [.init(file: last, offset: 40, isFinal: false)])
  }

  @Test func ofACopiedAndEmptiedFileTheCopyIsReadOn() {
    let copy = look("a.log.1", 8, size: 50, modified: 1, head: "abc")
    let current = look("a.log", 7, size: 10, modified: 2, head: "new")
    let plan = TailPlan(
      position: position(7, 40, head: "abc"), current: current, rotated: [copy])
    #expect(
      plan.steps == [
        .init(file: copy, offset: 40, isFinal: true),
        .init(file: current, offset: 0, isFinal: false),
      ])
  }

  @Test func aReusedNumberIsAnotherFile() {
    let current = look("a.log", 7, size: 90, head: "other")
    let plan = TailPlan(position: position(7, 40, head: "abc"), current: current, rotated: [])
    #expect(plan.steps == [.init(file: current, offset: 0, isFinal: false)])
    #expect(plan.warning?.contains("is gone") == true)
  }

  @Test func anEmptiedFileIsReadFromItsStart() {
    let current = look("a.log", 7, size: 3, head: "abc")
    let plan = TailPlan(position: position(7, 40, head: "abc"), current: current, rotated: [])
    #expect(plan.steps == [.init(file: current, offset: 0, isFinal: false)])
    #expect(plan.warning != nil)
  }

  @Test func positionsAreText() {
    let position = position(7, 40, head: "a b")
    #expect(TailPosition(text: position.text) == position)
    #expect(TailPosition(text: Array("2 x".utf8)) == nil)
  }

  @Test func namesOfRotatedFiles() {
    let metadata = EventBlock.Metadata(index: "i", source: "s", sourcetype: "t", host: "h")
    let configuration = FileTailConfiguration(path: "/var/log/audit.log", metadata: metadata)
    let names = [
      "audit.log", "audit.log.1", "audit-2026-01-01T00-00-00.000.log", "other.log",
      "audit.log.2.gz",
    ]
    #expect(names.map { configuration.isRotated($0) } == [false, true, true, false, false])
  }

  @Test func linesComeInPieces() {
    var cutter = LineCutter(largestLine: 10)
    var lines: [String] = []
    var areWhole: [Bool] = []
    for piece in ["a\r\nb", "c\n\n", "de", "0123456789"] {
      let isWhole = Array(piece.utf8).withUnsafeBufferPointer { buffer in
        cutter.add(buffer) { lines.append(String(decoding: $0, as: UTF8.self)) }
      }
      areWhole.append(isWhole)
    }
    #expect(lines == ["a", "bc", "de0123456789"])
    #expect(areWhole == [true, true, true, false])
  }

  /// A log through its whole life, with a restart at every step: each line once.
  @Test func everyLineOnce() async throws {
    let folder = NSTemporaryDirectory() + "needletail-tail-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/audit.log"
    let sink = SinkDouble()
    let metadata = EventBlock.Metadata(index: "i", source: "s", sourcetype: "t", host: "h")
    var configuration = FileTailConfiguration(path: path, metadata: metadata)
    configuration.blockBytes = 8
    let tail = FileTail(
      configuration: configuration, intake: EventIntake(sink: sink), logger: Logger(label: "t"))
    func restart() async throws {
      var position = try await tail.savedPosition()
      _ = try await tail.pass(&position)
    }
    func write(_ text: String, to path: String) throws {
      if let handle = FileHandle(forWritingAtPath: path) {
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
      } else {
        try Data(text.utf8).write(to: URL(filePath: path))
      }
    }
    try await restart()
    try write("one\ntwo\nthr", to: path)
    try await restart()
    #expect(sink.texts == ["one", "two"])
    try write("ee\n", to: path)
    try await restart()
    try await restart()
    #expect(sink.texts == ["one", "two", "three"])
    // Renamed; the writer has not noticed yet.
    try write("fo", to: path)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try await restart()
    try write("ur\nfive", to: path + ".1")
    try await restart()
    #expect(sink.texts == ["one", "two", "three", "four"])
    try write("six\n", to: path)
    try await restart()
    try await restart()
    #expect(sink.texts == ["one", "two", "three", "four", "five", "six"])
    // Copied away and emptied, with text that nobody has read.
    try write("seven\n", to: path)
    try FileManager.default.copyItem(atPath: path, toPath: path + ".0")
    try FileHandle(forWritingAtPath: path)?.truncate(atOffset: 0)
    try write("eight\n", to: path)
    try await restart()
    try await restart()
    #expect(sink.texts.suffix(3) == ["six", "seven", "eight"])
    #expect(sink.texts.count == 8)
  }
}
