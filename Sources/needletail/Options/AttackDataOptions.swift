import ArgumentParser
import DetectionTesting
import Foundation
import SPLLibrary

/// Where the events of tests come from.
struct AttackDataOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A local copy of splunk/attack_data, which its URLs are looked up in; repeatable.",
      valueName: "folder"))
  var attackData: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Downloads what no local copy has into this folder, and looks there first.",
      valueName: "folder"))
  var attackDataCache: String?
}

extension AttackDataOptions {
  /// Where the files of attack data are found.
  ///
  /// `fetcher`: downloads what is nowhere else; nil for nothing.
  func store(fetcher: (any AttackDataFetcher)? = nil) -> AttackDataStore {
    AttackDataStore(
      mirrors: attackData, cache: attackDataCache, fetcher: fetcher,
      sha256: { path in
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        return MessageDigest.sha256.hexadecimal(of: bytes) ?? ""
      })
  }
}
