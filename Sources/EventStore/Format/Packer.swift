import CZstd
import EventModel
import Foundation

/// Packs pieces into zstd frames, which carry the length and a checksum of what they hold.
final class Packer {
  private let context = ZSTD_createCCtx()

  deinit { ZSTD_freeCCtx(context) }

  func pack(_ bytes: UnsafeRawBufferPointer, level: Int) -> Data {
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    let bound = ZSTD_compressBound(bytes.count)
    var target = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = ZSTD_compress2(context, buffer.baseAddress, bound, bytes.baseAddress, bytes.count)
    }
    // The bound leaves room for everything, so nothing but lack of memory can fail.
    precondition(target.count <= bound, "zstd packs into its own bound")
    return target.withUnsafeMutableBytes { Data($0) }
  }

  func pack(_ bytes: [UInt8], level: Int) -> Data {
    bytes.withUnsafeBytes { pack($0, level: level) }
  }
}

/// Unpacks what `Packer` made.
// Guard for @unchecked Sendable: one thread at a time uses it.
final class Unpacker {
  private static let largest: UInt64 = 1 << 31

  private let context = ZSTD_createDCtx()

  deinit { ZSTD_freeDCtx(context) }

  /// The unpacked bytes, in memory of the arena.
  func unpack(_ packed: Data, in arena: Arena) throws(SegmentDamage) -> Bytes {
    var failure: String?
    let result = packed.withUnsafeBytes { packed -> Bytes in
      let size = ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
      // Unknown and wrong sizes are the two largest numbers.
      guard size < Self.largest else {
        failure = "no frame"
        return .empty
      }
      guard size > 0 else { return .empty }
      let target = arena.allocate(Int(size))
      let count = ZSTD_decompressDCtx(
        context, target, Int(size), packed.baseAddress, packed.count)
      guard ZSTD_isError(count) == 0 else {
        failure = String(cString: ZSTD_getErrorName(count))
        return .empty
      }
      return Bytes(start: target, count: count)
    }
    if let failure { throw SegmentDamage(failure) }
    return result
  }
}
