import Diagnostics
import Foundation

/// Reads scalars of the `serve` section: environment variables, secrets, durations, sizes.
struct ServiceValues {
  /// Relative paths start here.
  let folder: String
  let environment: [String: String]

  /// A text of a section, the environment's word before the file's.
  ///
  /// `section`: nil where the file has none, which the environment can still speak for.
  func text(_ section: MappingReader?, _ path: String?, _ key: String) -> String? {
    if let path, let text = environment[Self.variable(path, key)], !text.isEmpty { return text }
    return section.flatMap { filled($0, key, .optional) }
  }

  /// `NEEDLETAIL_STORE_FOLDER` for `store.folder`.
  private static func variable(_ path: String, _ key: String) -> String {
    let path = path.hasPrefix("serve.") ? path.dropFirst("serve.".count) : path[...]
    return "NEEDLETAIL_"
      + "\(path)_\(key)".uppercased().replacingOccurrences(of: ".", with: "_")
  }

  /// A text with its `${NAME}`s filled in; one that is not set is an error.
  func filled(
    _ section: MappingReader, _ key: String, _ presence: MappingReader.Presence
  ) -> String? {
    guard let text = section.text(key, presence) else { return nil }
    var result = ""
    var rest = text[...]
    while let start = rest.range(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}")
    {
      let name = String(rest[start.upperBound..<end])
      guard let value = environment[name] else {
        section.report.add(
          Diagnostic(
            .unknownReference, "the environment has no variable `\(name)`",
            at: section.span(of: key), help: "set it, or write the value into the file"))
        return nil
      }
      result += rest[..<start.lowerBound] + value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// `key`, or the first line of the file that `key_file` names.
  func secret(_ section: MappingReader, _ key: String, isRequired: Bool = false) -> Secret? {
    let fileKey = key + "_file"
    if section.has(fileKey), let path = section.text(fileKey) {
      let resolved = resolved(path)
      guard let text = try? String(contentsOfFile: resolved, encoding: .utf8),
        let line = text.split(whereSeparator: \.isNewline).first
      else {
        section.report.add(
          Diagnostic(
            .unreadableFile, "no secret can be read from \(resolved)",
            at: section.span(of: fileKey), help: "the file holds the secret on its first line"))
        return nil
      }
      return Secret(String(line))
    }
    return filled(section, key, isRequired ? .required : .optional).map { Secret($0) }
  }

  func environmentSecret(_ name: String) -> Secret? {
    environment[name].flatMap { $0.isEmpty ? nil : Secret($0) }
  }

  func integer(_ section: MappingReader?, _ path: String, _ key: String) -> Int? {
    parsed(section, path, key, "a whole number") { Int($0) }
  }

  /// Units: seconds.
  func duration(_ section: MappingReader?, _ path: String?, _ key: String) -> Double? {
    parsed(section, path, key, "a duration such as `30d`, `12h`, `90m` or `10s`") {
      Self.scaled($0, ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800])
    }
  }

  /// Units: bytes.
  func size(_ section: MappingReader?, _ path: String?, _ key: String) -> Int? {
    parsed(section, path, key, "a size such as `500MB`, `20GB` or `1TB`") {
      Self.scaled($0, ["b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12]).map { Int($0) }
    }
  }

  private func parsed<Value>(
    _ section: MappingReader?, _ path: String?, _ key: String, _ type: String,
    _ parse: (String) -> Value?
  ) -> Value? {
    guard let text = text(section, path, key) else { return nil }
    if let value = parse(text.trimmingCharacters(in: .whitespaces)) { return value }
    let name = section?.name(key) ?? "\(path ?? "").\(key)"
    section?.report.add(
      Diagnostic(
        .wrongType, "`\(name)` must be \(type)", at: section?.span(of: key),
        label: "this is `\(text)`"))
    return nil
  }

  private static func scaled(_ text: String, _ units: [String: Double]) -> Double? {
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).trimmingCharacters(in: .whitespaces).lowercased()
    guard let value = Double(number), let scale = units[unit], value > 0 else { return nil }
    let scaled = value * scale
    return scaled < 9e18 ? scaled : nil
  }

  func resolved(_ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return (folder as NSString).appendingPathComponent(path)
  }
}
