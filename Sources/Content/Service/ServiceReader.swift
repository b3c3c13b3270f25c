import Diagnostics
import Foundation

/// Reads the `serve` section of a project file.
///
/// A scalar may name environment variables as `${NAME}`; the variable `NEEDLETAIL_` and the key's
/// path in capitals (`NEEDLETAIL_STORE_FOLDER`) goes before what the file says.
struct ServiceReader {
  private static let keys = [
    "store", "collector", "webhook", "files", "cloudwatch", "outputs", "schedule", "admin",
    "client_authority", "risk_factors", "assets",
  ]

  let reader: MappingReader
  let values: ServiceValues

  init(_ reader: MappingReader, folder: String, environment: [String: String]) {
    self.reader = reader
    values = ServiceValues(folder: folder, environment: environment)
  }

  func read() -> ServiceSettings {
    reader.refuseUnknownKeys(besides: Self.keys)
    var settings = ServiceSettings()
    settings.store = readStore()
    settings.schedule = readSchedule()
    if let collector = section("collector") { settings.collector = readCollector(collector) }
    if let webhook = section("webhook") { settings.webhook = readWebhook(webhook) }
    if let admin = section("admin") {
      admin.refuseUnknownKeys(besides: EndpointReader.keys)
      settings.admin = endpoint(admin, defaultPort: 9464)
    }
    settings.clientAuthority = reader.text("client_authority").map { values.resolved($0) }
    settings.files = sections("files").compactMap(readFile)
    settings.cloudWatch = sections("cloudwatch").compactMap(readCloudWatch)
    settings.outputs = sections("outputs").compactMap(readOutput)
    refuseTwice(settings.outputs)
    settings.riskFactors = sections("risk_factors").compactMap { RiskFactorSettings($0) }
    settings.assets = sections("assets").compactMap { AssetSettings($0) }
    return settings
  }

  private func section(_ key: String) -> MappingReader? {
    reader.has(key) ? reader.mapping(key) : nil
  }

  private func sections(_ key: String) -> [MappingReader] {
    reader.has(key) ? reader.mappings(key) : []
  }

  private func readStore() -> ServiceSettings.Store {
    var store = ServiceSettings.Store()
    let section = section("store")
    section?.refuseUnknownKeys(besides: ["folder", "maximum_age", "maximum_size"])
    let folder = values.text(section, "store", "folder") ?? store.folder
    store.folder = values.resolved(folder)
    store.maximumAge = values.duration(section, "store", "maximum_age")
    store.maximumSize = values.size(section, "store", "maximum_size")
    return store
  }

  private func readSchedule() -> ServiceSettings.Schedule {
    var schedule = ServiceSettings.Schedule()
    let section = section("schedule")
    section?.refuseUnknownKeys(besides: ["concurrency"])
    if let count = values.integer(section, "schedule", "concurrency") {
      schedule.concurrency = max(1, count)
    }
    return schedule
  }

  private func readCollector(_ section: MappingReader) -> CollectorSettings? {
    section.refuseUnknownKeys(besides: EndpointReader.keys + ["tokens"])
    guard let endpoint = endpoint(section, defaultPort: 8088) else { return nil }
    let tokens = section.mappings("tokens", .required).compactMap(readToken)
    return CollectorSettings(endpoint: endpoint, tokens: tokens)
  }

  private func readToken(_ section: MappingReader) -> CollectorSettings.Token? {
    section.refuseUnknownKeys(besides: [
      "name", "token", "token_file", "index", "indexes", "source", "sourcetype", "acknowledge",
      "query_token",
    ])
    guard let name = section.text("name", .required),
      let secret = values.secret(section, "token", isRequired: true)
    else { return nil }
    var token = CollectorSettings.Token(name: name, secret: secret)
    if let index = section.text("index") { token.index = index }
    token.indexes = section.texts("indexes", allowsSingle: true)
    token.source = section.text("source")
    token.sourcetype = section.text("sourcetype")
    token.acknowledges = section.flag("acknowledge") ?? false
    token.allowsQueryToken = section.flag("query_token") ?? false
    return token
  }

  private func readWebhook(_ section: MappingReader) -> WebhookSettings? {
    section.refuseUnknownKeys(
      besides: EndpointReader.keys + ["token", "token_file", "index", "cluster", "url"])
    guard let endpoint = endpoint(section, defaultPort: 8443) else { return nil }
    let needsToken = endpoint.tls?.clientAuthority == nil
    var webhook = WebhookSettings(endpoint: endpoint)
    webhook.tokens = [values.secret(section, "token", isRequired: needsToken)].compactMap { $0 }
    if needsToken, webhook.tokens.isEmpty { return nil }
    if let index = section.text("index") { webhook.index = index }
    webhook.cluster = section.text("cluster")
    webhook.url = values.text(section, "webhook", "url")
    return webhook
  }

  private func endpoint(_ section: MappingReader, defaultPort: Int) -> EndpointSettings? {
    EndpointReader(section, values: values).read(defaultPort: defaultPort)
  }
}

extension ServiceReader {
  private func readFile(_ section: MappingReader) -> TailSettings? {
    section.refuseUnknownKeys(besides: ["path", "index", "source", "sourcetype", "host"])
    guard let path = section.text("path", .required) else { return nil }
    var file = TailSettings(path: values.resolved(path))
    if let index = section.text("index") { file.index = index }
    file.source = section.text("source")
    file.sourcetype = section.text("sourcetype")
    file.host = section.text("host")
    return file
  }

  private func readCloudWatch(_ section: MappingReader) -> CloudWatchSettings? {
    section.refuseUnknownKeys(besides: [
      "group", "region", "stream_prefix", "interval", "endpoint", "index", "access_key",
      "access_key_file", "secret_key", "secret_key_file", "session_token", "session_token_file",
    ])
    guard let group = section.text("group", .required),
      let region = section.text("region", .required)
    else { return nil }
    var log = CloudWatchSettings(group: group, region: region)
    if let prefix = section.text("stream_prefix") { log.streamPrefix = prefix }
    if let interval = values.duration(section, nil, "interval") { log.interval = interval }
    if let index = section.text("index") { log.index = index }
    log.endpoint = section.text("endpoint")
    log.accessKey =
      values.secret(section, "access_key") ?? values.environmentSecret("AWS_ACCESS_KEY_ID")
    log.secretKey =
      values.secret(section, "secret_key") ?? values.environmentSecret("AWS_SECRET_ACCESS_KEY")
    log.sessionToken =
      values.secret(section, "session_token") ?? values.environmentSecret("AWS_SESSION_TOKEN")
    return log
  }

  private func readOutput(_ section: MappingReader) -> OutputSettings? {
    section.refuseUnknownKeys(besides: [
      "name", "kind", "format", "url", "path", "secret", "secret_file", "index", "severity", "only",
    ])
    guard let name = section.text("name", .required),
      let kind: OutputSettings.Kind = section.choice("kind", .required)
    else { return nil }
    var output = OutputSettings(name: name, kind: kind)
    if let format: OutputSettings.Format = section.choice("format") { output.format = format }
    switch kind {
    case .stdout: break
    case .file:
      guard let path = section.text("path", .required) else { return nil }
      output.target = values.resolved(path)
    case .webhook, .slack, .alertmanager, .hec:
      guard let url = values.filled(section, "url", .required) else { return nil }
      output.target = url
    }
    output.secret = values.secret(section, "secret", isRequired: kind == .hec)
    output.index = section.text("index")
    if let severity: Severity = section.choice("severity") { output.severity = severity }
    output.only = section.texts("only", allowsSingle: true)
    return output
  }

  private func refuseTwice(_ outputs: [OutputSettings]) {
    let names = Dictionary(grouping: outputs, by: \.name)
    for name in names.keys.sorted() where (names[name]?.count ?? 0) > 1 {
      reader.report.add(
        Diagnostic(
          .duplicateIdentifier, "two outputs have the name `\(name)`",
          at: reader.span(of: "outputs"), help: "their queues are told apart by name"))
    }
  }
}
