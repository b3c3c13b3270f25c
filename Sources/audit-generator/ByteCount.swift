import ArgumentParser

/// A number of bytes, as `1500`, `100M` or `1Gi`.
struct ByteCount: ExpressibleByArgument {
  var value: Int

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let factor: Int
    switch argument.dropFirst(digits.count) {
    case "": factor = 1
    case "k", "K", "kB": factor = 1_000
    case "M", "MB": factor = 1_000_000
    case "G", "GB": factor = 1_000_000_000
    case "Ki", "KiB": factor = 1 << 10
    case "Mi", "MiB": factor = 1 << 20
    case "Gi", "GiB": factor = 1 << 30
    default: return nil
    }
    guard let number = Int(digits) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    value = product
  }
}
