import Foundation

/// A network of IPv4 or IPv6 addresses, such as `10.0.0.0/8` or `2001:db8::/32`.
public struct CIDRNetwork: Sendable {
  private let address: [UInt8]
  private let bits: Int

  /// Nil when the text is not an address, a slash and a prefix length.
  public init?(_ text: String) {
    guard let slash = text.lastIndex(of: "/"),
      let bits = Int(text[text.index(after: slash)...]), bits >= 0,
      let address = IPAddress.bytes(String(text[..<slash])), bits <= address.count * 8
    else { return nil }
    self.address = address
    self.bits = bits
  }

  /// Whether a text is an address of the network; anything else is not.
  public func contains(_ text: Bytes) -> Bool {
    guard text.count <= 45, let other = IPAddress.bytes(text.string), other.count == address.count
    else { return false }
    let whole = bits / 8
    guard other.prefix(whole).elementsEqual(address.prefix(whole)) else { return false }
    let rest = bits % 8
    guard rest > 0 else { return true }
    return (other[whole] ^ address[whole]) >> UInt8(8 - rest) == 0
  }
}

/// IP addresses as texts and bytes.
public enum IPAddress {
  /// Four bytes of an IPv4 address, sixteen of an IPv6 address.
  public static func bytes(_ text: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      return withUnsafeBytes(of: &four) { Array($0) }
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    return withUnsafeBytes(of: &six) { Array($0) }
  }
}
