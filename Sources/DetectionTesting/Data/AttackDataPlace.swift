/// Where upstream keeps a file of attack data, told by how a test names it.
package enum AttackDataPlace: Sendable, Equatable {
  /// Of the repository `splunk/attack_data`: the path below its root.
  case dataset(String)
  /// Another file of the web: host and path as a relative path.
  case web(String)
  /// A path of this machine.
  case local(String)

  /// The hosts that serve `splunk/attack_data`, each with its own way to write the path.
  private static let repositoryMarks = [
    "media.githubusercontent.com/media/splunk/attack_data/",
    "raw.githubusercontent.com/splunk/attack_data/", "github.com/splunk/attack_data/",
    "splunk.github.io/attack_data/",
  ]

  package init(_ text: String) {
    let schemes = ["https://", "http://"]
    guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else {
      self = .local(text)
      return
    }
    let address = text.dropFirst(scheme.count).prefix { $0 != "?" && $0 != "#" }
    if Self.repositoryMarks.contains(where: { address.hasPrefix($0) }),
      let datasets = address.range(of: "/datasets/")
    {
      self = .dataset("datasets/" + Self.decoded(address[datasets.upperBound...]))
      return
    }
    self = .web(Self.decoded(address))
  }

  /// The path below a mirror; nil for a path of this machine, or one that would leave the mirror.
  package var mirrorPath: String? {
    switch self {
    case .dataset(let path), .web(let path):
      path.split(separator: "/").contains("..") ? nil : path
    case .local: nil
    }
  }

  /// Percent signs with two digits are the bytes that they stand for.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
      guard byte == UInt8(ascii: "%"), digits.count == 2 else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(digits[0] * 16 + digits[1]))
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Substring {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
