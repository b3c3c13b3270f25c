import EventModel
import Foundation

/// Bytes written as letters.
enum Base64 {
  static func decode(_ text: Bytes) -> [UInt8]? {
    // JSON encoders may write the slash as `\/`.
    let plain = text.buffer.filter { $0 != UInt8(ascii: "\\") }
    return Data(base64Encoded: Data(plain)).map { Array($0) }
  }
}
