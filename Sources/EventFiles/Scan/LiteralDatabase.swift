import CVectorscan
import EventModel
import Execution
import Foundation

/// Many literals searched for at once.
// Guard for @unchecked Sendable: the compiled database is only read.
final class LiteralDatabase: @unchecked Sendable {
  struct Pattern: Hashable {
    /// What must stand behind the rest.
    enum Ending: Hashable {
      case anything
      /// The quote that closes a string, or a backslash: within a string within a string, the
      /// closing quote is escaped.
      case closedString
      /// The last two digits of an escape that stands for a byte of a literal.
      case literalByte
    }

    /// What is searched for.
    let bytes: [UInt8]
    /// What must follow; folded.
    let rest: [UInt8]
    let isCaseless: Bool
    let ending: Ending

    /// `end`: how many bytes to search for, of those that must be there.
    init(_ bytes: [UInt8], upTo end: Int? = nil, isCaseless: Bool, ending: Ending) {
      let end = end ?? bytes.count
      self.bytes = Array(bytes[..<end])
      rest = CaseFolding.fold(Array(bytes[end...]))
      self.isCaseless = isCaseless
      self.ending = ending
    }
  }

  fileprivate let handle: OpaquePointer

  init(_ patterns: [Pattern]) throws(SourceError) {
    let text = patterns.flatMap { $0.bytes }.map { CChar(bitPattern: $0) }
    let lengths = patterns.map { $0.bytes.count }
    let flags = patterns.map { UInt32($0.isCaseless ? HS_FLAG_CASELESS : 0) }
    let ids = patterns.indices.map { UInt32($0) }
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let code = text.withUnsafeBufferPointer { text in
      var position = 0
      let starts = lengths.map { length in
        defer { position += length }
        return text.baseAddress.map { $0 + position }
      }
      return hs_compile_lit_multi(
        starts, flags, ids, lengths, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &database,
        &failure)
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
  /// Held, so that no other database can come to stand at the same address.
  private var prepared: [LiteralDatabase] = []

  deinit { hs_free_scratch(handle) }

  /// Calls `found` with the pattern's number and the offset behind each match, until it gives
  /// anything but 0.
  func search(
    _ database: LiteralDatabase, in text: UnsafePointer<UInt8>, count: Int,
    context: UnsafeMutableRawPointer, found: match_event_handler
  ) throws(SourceError) {
    if !prepared.contains(where: { $0 === database }) {
      // The scratch then serves all databases that it was prepared for.
      guard hs_alloc_scratch(database.handle, &handle) == HS_SUCCESS else {
        throw SourceError("no memory to search for literals")
      }
      prepared.append(database)
    }
    let largest = Int(UInt32.max)
    precondition(count <= largest, "chunks are smaller than 4 GiB")
    let code = UnsafeRawPointer(text).withMemoryRebound(to: CChar.self, capacity: count) {
      hs_scan(database.handle, $0, UInt32(count), 0, handle, found, context)
    }
    guard code == HS_SUCCESS || code == HS_SCAN_TERMINATED else {
      throw SourceError("searching for literals failed with code \(code)")
    }
  }
}
