import ArgumentParser
import Content
import Detections
import Diagnostics
import EventModel
import Foundation
import SearchEngine
import Server

struct StatusSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "What a running daemon has evaluated, what waits, and what it costs.",
    discussion: """
      Asks the `admin` listener of `needletail serve`. Exit code 3 when nobody answers.

      Example: needletail status --url http://127.0.0.1:9464
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The admin listener (default: `serve.admin` of the project file).", valueName: "url"))
  var url: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The project file (default: \(ProjectFile.fileName) here, if there is one).",
      valueName: "file"))
  var project: String?

  @Option(name: .long, help: "PEM file of the authority that signed the daemon's certificate.")
  var ca: String?

  @OptionGroup var output: OutputOptions

  /// Where the daemon is, and whose certificate it shows.
  struct Target: Equatable {
    var url: String
    var authority: String?
  }

  func run() throws {
    let target = try target()
    let body = try ask(target)
    guard case .table = output.resolved else {
      return StandardOutput.write(body + [UInt8(ascii: "\n")])
    }
    guard let status = try? JSONValue.parse(String(decoding: body, as: UTF8.self)),
      let page = StatusPage(status)
    else {
      throw Failure.world("\(target.url) answers, but not as `needletail serve` does")
    }
    for line in page.lines(width: StandardOutput.width) { StandardOutput.show(line) }
  }

  private func ask(_ target: Target) throws -> [UInt8] {
    let trust: ClientTransport.Trust = target.authority.map { .authority(path: $0) } ?? .system
    let response: OutgoingResponse
    do {
      response = try Waiting.result {
        let transport = ClientTransport(trust: trust, seconds: 10)
        defer { transport.stop() }
        return try await transport.send(OutgoingRequest(method: "GET", url: target.url))
      }
    } catch {
      throw Failure.world(
        "nobody answers at \(target.url): \(error); check that `needletail serve` is running, that "
          + "its `serve.admin` listens at this address, and --url")
    }
    guard response.status == 200 else {
      throw Failure.world(
        "\(target.url) answers with status \(response.status): check that --url is the address of "
          + "`serve.admin`, not of a receiver")
    }
    return response.body
  }

  private func target() throws -> Target {
    if let url {
      let base = url.hasSuffix("/") ? String(url.dropLast()) : url
      let path = StatusDocument.path
      return Target(url: base.hasSuffix(path) ? base : base + path, authority: ca)
    }
    guard let file = project ?? ProjectFile.find(in: FileManager.default.currentDirectoryPath)
    else {
      throw Failure.usage(
        "no project file \(ProjectFile.fileName) says where the daemon is: give --project or --url")
    }
    // Secrets of other sections need not be there for this one.
    let read = ServiceSettings.load(file, environment: ProcessInfo.processInfo.environment)
    guard let endpoint = read.settings?.admin else {
      for diagnostic in read.diagnostics { StandardError.write(diagnostic.rendered()) }
      throw Failure.usage(
        "\(file) has no `serve.admin`, which answers this: add `admin: {listen: 127.0.0.1:9464}`, "
          + "or give --url")
    }
    return Target(url: Self.url(of: endpoint), authority: ca ?? endpoint.tls?.certificate)
  }

  /// An address to listen at as one to ask.
  static func url(of endpoint: EndpointSettings) -> String {
    let scheme = endpoint.tls == nil ? "http" : "https"
    let host =
      switch endpoint.host {
      case "0.0.0.0", "::": endpoint.tls == nil ? "127.0.0.1" : "localhost"
      case let host where host.contains(":"): "[\(host)]"
      case let host: host
      }
    return "\(scheme)://\(host):\(endpoint.port)\(StatusDocument.path)"
  }
}
