import Content
import Diagnostics
import Foundation
import KubernetesAudit

/// Where the audit policy of a command comes from.
enum PolicyFile {
  /// The policy of a file, or one that comes with the program.
  static func named(_ path: String?, preset: String?) throws -> AuditPolicy {
    switch (path, preset) {
    case (let path?, nil): return try load(path, name: path)
    case (nil, let preset?): return try load(try self.path(ofPreset: preset), name: preset)
    case (nil, nil):
      throw Failure.usage(
        "no policy: name its file, or one that comes with the program with --preset")
    case (_?, _?): throw Failure.usage("name a file or --preset, not both")
    }
  }

  static func presets() throws -> [String] {
    let folder = try Session.shippedPack() + "/policies"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }
      .sorted()
  }

  static func text(ofPreset name: String) throws -> [UInt8] {
    let path = try path(ofPreset: name)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.world("cannot read \(path)")
    }
    return Array(data)
  }

  /// What a preset says of itself at its head: where it comes from and what is not known of it.
  static func notes(ofPreset name: String) throws -> [String] {
    String(decoding: try text(ofPreset: name), as: UTF8.self).split(separator: "\n")
      .prefix { $0.hasPrefix("#") }
      .map { String($0.drop { $0 == "#" || $0 == " " }) }.filter { !$0.isEmpty }
  }

  private static func path(ofPreset name: String) throws -> String {
    let known = try presets()
    guard known.contains(name) else {
      let guess = NearMiss.find(name, among: known)
      throw Failure.usage(
        "no preset `\(name)`"
          + (guess.map { "; did you mean `\($0)`?" }
            ?? "; there are \(known.joined(separator: ", "))"))
    }
    return try Session.shippedPack() + "/policies/\(name).yaml"
  }

  private static func load(_ path: String, name: String) throws -> AuditPolicy {
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw Failure.world("cannot read \(path)")
    }
    let read = AuditPolicyReader.load(path)
    if let error = read.diagnostics.first(where: { $0.severity == .error }) {
      for other in read.diagnostics where other.span != error.span {
        StandardError.write(other.rendered())
      }
      throw error
    }
    for warning in read.diagnostics { StandardError.write(warning.rendered()) }
    guard var policy = read.policy else { throw Failure.world("cannot read \(path)") }
    policy.name = name
    return policy
  }
}
