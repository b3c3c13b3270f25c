import Content
import Diagnostics
import Testing

@Suite struct ServiceSettingsTests {
  private static func read(
    _ text: String, _ environment: [String: String] = [:]
  ) -> (settings: ServiceSettings?, messages: [String]) {
    let read = ServiceSettings.read(
      SourceText(name: "/etc/needletail/needletail.yml", text: text), environment: environment)
    return (read.settings, read.diagnostics.map { "\($0.code.rawValue) \($0.message)" })
  }

  @Test func aFileWithoutTheSectionHasTheDefaults() {
    for text in ["", "content: [x]\n", "serve: {}\n"] {
      let (settings, messages) = Self.read(text)
      var expected = ServiceSettings()
      expected.store.folder = "/etc/needletail/needletail-store"
      #expect(settings == expected)
      #expect(messages == [])
    }
  }

  @Test func everythingThatCanBeSaid() throws {
    let (read, messages) = Self.read(
      """
      serve:
        store: {folder: /var/lib/needletail, maximum_age: 30d, maximum_size: 20GB}
        collector:
          listen: 0.0.0.0:8088
          tls: {certificate: tls.crt, key: tls.key}
          tokens:
          - {name: otel, token: "${TOKEN}", index: k8s, indexes: [k8s, aws], acknowledge: true}
        webhook:
          listen: "[::]:8443"
          tls: {certificate: /c, key: /k, client_ca: /ca}
          cluster: prod
        files:
        - {path: /var/log/audit.log, sourcetype: _json}
        cloudwatch:
        - {group: /aws/eks/prod/cluster, region: eu-west-1, interval: 30s}
        outputs:
        - {name: soc, kind: webhook, url: "https://soc/${ROOM}", secret: s, format: ocsf}
        - {name: log, kind: file, path: findings.ndjson}
        schedule: {concurrency: 2}
        admin: {listen: "127.0.0.1:9464"}
        risk_factors:
        - {name: Administrators, multiply: 1.5, when: {user: "admin*", src_ip: "10.*"}}
        - {name: Crown jewels, add: -20, when: {risk_object_priority: critical}}
        assets:
        - {object: "system:serviceaccount:billing:*", priority: critical}
      """, ["TOKEN": "t", "ROOM": "r", "AWS_ACCESS_KEY_ID": "a"])
    let settings = try #require(read)
    #expect(messages == [])
    #expect(settings.store.folder == "/var/lib/needletail")
    #expect(settings.store.maximumAge == 2_592_000.0)
    #expect(settings.store.maximumSize == 20_000_000_000)
    let token = try #require(settings.collector?.tokens.first)
    #expect(token.secret.value == "t")
    #expect("\(token.secret)" == "<secret>")
    #expect(token.indexes == ["k8s", "aws"])
    #expect(settings.collector?.endpoint.tls?.certificate == "/etc/needletail/tls.crt")
    #expect(settings.webhook?.endpoint.host == "::")
    #expect(settings.webhook?.tokens == [])
    #expect(settings.cloudWatch.first?.accessKey?.value == "a")
    #expect(settings.cloudWatch.first?.interval == 30)
    #expect(
      settings.outputs.map { $0.target } == ["https://soc/r", "/etc/needletail/findings.ndjson"])
    #expect(settings.outputs[0].format == .ocsf)
    #expect(settings.schedule.concurrency == 2)
    #expect(settings.admin?.port == 9464)
    #expect(
      settings.riskFactors == [
        RiskFactorSettings(
          name: "Administrators", operation: .multiply(1.5),
          conditions: [
            .init(field: "user", pattern: "admin*"), .init(field: "src_ip", pattern: "10.*"),
          ]),
        RiskFactorSettings(
          name: "Crown jewels", operation: .add(-20),
          conditions: [.init(field: "risk_object_priority", pattern: "critical")]),
      ])
    #expect(
      settings.assets == [
        AssetSettings(object: "system:serviceaccount:billing:*", priority: .critical)
      ])
  }

  @Test func theEnvironmentGoesFirst() {
    let (settings, messages) = Self.read(
      "serve: {store: {folder: /a}, admin: {listen: \"127.0.0.1:1\"}}",
      ["NEEDLETAIL_STORE_FOLDER": "/b", "NEEDLETAIL_ADMIN_LISTEN": "127.0.0.1:2"])
    #expect(settings?.store.folder == "/b")
    #expect(settings?.admin?.port == 2)
    #expect(messages == [])
  }

  @Test(
    arguments: [
      (
        "serve: {risk_factors: [{name: a, when: {user: b}}]}",
        "CNT1003 `serve.risk_factors[0]` has either `add` or `multiply`"
      ),
      (
        "serve: {risk_factors: [{name: a, multiply: -1, when: {user: b}}]}",
        "CNT1004 `serve.risk_factors[0].multiply` must be a number that is not negative"
      ),
      (
        "serve: {risk_factors: [{name: a, add: 1, when: {}}]}",
        "CNT1003 `serve.risk_factors[0].when` names no field"
      ),
      ("serve: {stor: {}}", "CNT1008 unknown key `serve.stor`"),
      (
        "serve: {store: {maximum_age: soon}}",
        "CNT1004 `serve.store.maximum_age` must be a duration such as `30d`, `12h`, `90m` or `10s`"
      ),
      (
        "serve: {collector: {listen: 'x:y', tokens: []}}",
        "CNT1004 `serve.collector.listen` is an address and a port"
      ),
      (
        "serve: {webhook: {listen: '0.0.0.0:1', token: t}}",
        "CNT1003 `serve.webhook` listens to other machines without TLS"
      ),
      (
        "serve: {webhook: {token: '${NOT_SET}'}}",
        "CNT1009 the environment has no variable `NOT_SET`"
      ),
      ("serve: {webhook: {}}", "CNT1003 `serve.webhook` needs the key `token`"),
      (
        "serve: {outputs: [{name: a, kind: pager}]}",
        "CNT1004 `serve.outputs[0].kind` is one of `stdout`, `file`, `webhook`, `slack`, "
          + "`alertmanager`, `hec`"
      ),
      (
        "serve: {outputs: [{name: a, kind: stdout, severity: grave}]}",
        "CNT1004 `serve.outputs[0].severity` is one of `informational`, `low`, `medium`, `high`, "
          + "`critical`"
      ),
      (
        "serve: {outputs: [{name: a, kind: stdout}, {name: a, kind: stdout}]}",
        "CNT1006 two outputs have the name `a`"
      ),
      (
        "serve: {collector: {tokens: [{name: a, token_file: missing}]}}",
        "CNT1001 no secret can be read from /etc/needletail/missing"
      ),
    ])
  func whatIsWrongIsToldAtItsPlace(_ text: String, _ message: String) {
    #expect(Self.read(text).messages == [message])
  }
}
