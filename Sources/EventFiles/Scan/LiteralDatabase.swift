import CVectorscan
import Execution
import Foundation

/// Many patterns searched for at once.
// Guard for @unchecked Sendable: the compiled database is only read.
final class LiteralDatabase: @unchecked Sendable {
  struct Pattern: Hashable {
    /// In the notation of regular expressions.
    let expression: String
    let isCaseless: Bool

    /// The bytes as they are, but for case.
    static func literal(_ bytes: [UInt8]) -> Pattern {
      let digits = Array("0123456789abcdef")
      let expression = bytes.map { byte in
        "\\x" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }.joined()
      return Pattern(expression: expression, isCaseless: true)
    }
  }

  fileprivate let handle: OpaquePointer

  init(_ patterns: [Pattern]) throws(SourceError) {
    var texts: [UnsafeMutablePointer<CChar>?] = patterns.map { strdup($0.expression) }
    defer { for text in texts { free(text) } }
    let flags = patterns.map { UInt32($0.isCaseless ? HS_FLAG_CASELESS : 0) }
    let ids = patterns.indices.map { UInt32($0) }
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let code = texts.withUnsafeMutableBufferPointer { buffer in
      buffer.withMemoryRebound(to: UnsafePointer<CChar>?.self) { expressions in
        hs_compile_multi(
          expressions.baseAddress, flags, ids, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil,
          &database, &failure)
      }
    }
    guard code == HS_SUCCESS, let database else {
      let reason = failure.flatMap { $0.pointee.message }.map { String(cString: $0) }
      hs_free_compile_error(failure)
      throw SourceError("the search's literals cannot be compiled: \(reason ?? "code \(code)")")
    }
    handle = database
  }

  deinit { hs_free_database(handle) }
}

/// What one thread needs to search.
final class LiteralScratch {
  private var handle: OpaquePointer?
  private var prepared: ObjectIdentifier?

  deinit { hs_free_scratch(handle) }

  /// Calls `found` with the pattern's number and the offset behind each match.
  func search(
    _ database: LiteralDatabase, in text: UnsafePointer<UInt8>, count: Int,
    context: UnsafeMutableRawPointer, found: match_event_handler
  ) throws(SourceError) {
    if prepared != ObjectIdentifier(database) {
      guard hs_alloc_scratch(database.handle, &handle) == HS_SUCCESS else {
        throw SourceError("no memory to search for literals")
      }
      prepared = ObjectIdentifier(database)
    }
    let largest = Int(UInt32.max)
    precondition(count <= largest, "chunks are smaller than 4 GiB")
    let code = UnsafeRawPointer(text).withMemoryRebound(to: CChar.self, capacity: count) {
      hs_scan(database.handle, $0, UInt32(count), 0, handle, found, context)
    }
    guard code == HS_SUCCESS else {
      throw SourceError("searching for literals failed with code \(code)")
    }
  }
}
