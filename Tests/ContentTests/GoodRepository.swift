import Content
import Diagnostics

/// A small repository in which every file holds to every rule, once in each generation.
enum GoodRepository {
  static let today = "2026-11-24"
  static let filter = "`kubernetes_cron_job_creation_filter`"

  static func files(_ shape: DetectionShape) -> [(path: String, kind: ContentKind, text: String)] {
    let (detection, story, source): (String, String, String)
    switch shape {
    case .escu4: (detection, story, source) = (escu4, olderStory, olderSource)
    case .escu5: (detection, story, source) = (escu5, olderStory, olderSource)
    case .escu6: (detection, story, source) = (escu6, story6, source6)
    }
    return [
      ("detections/cloud/kubernetes_cron_job_creation.yml", .detection, detection),
      ("stories/kubernetes_security.yml", .story, story),
      ("data_sources/kubernetes_audit.yml", .dataSource, source),
      ("macros/kube_audit.yml", .macro, macro),
      ("macros/job_name.yml", .macro, macroWithArgument),
      ("lookups/job_owners.yml", .lookup, lookup),
      ("baselines/usual_cron_jobs.yml", .baseline, shape == .escu6 ? baseline6 : olderBaseline),
      ("deployments/default_anomaly.yml", .deployment, deployment("Anomaly", rba: true)),
      ("deployments/default_hunting.yml", .deployment, deployment("Hunting", rba: false)),
      ("deployments/default_ttp.yml", .deployment, deployment("TTP", rba: true)),
      ("deployments/default_baseline.yml", .deployment, deployment("Baseline", rba: false)),
    ]
  }

  static let search = """
    search: '`kube_audit` verb=create | stats count by user src_ip | \(filter)'
    """

  static let explanations = """
    how_to_implement: Collect the audit log.
    known_false_positives: Operators at work.
    references:
    - https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
    """

  static let drilldowns = """
    drilldown_searches:
    - name: Results for $user$
      search: '%original_detection_search% | search user="$user$"'
      earliest_offset: $info_min_time$
      latest_offset: $info_max_time$
    - name: Risk of $user$
      search: '| from datamodel Risk.All_Risk | search normalized_risk_object="$user$"'
      earliest_offset: 7d
      latest_offset: "0"
    """

  static let tests = """
    tests:
    - name: True Positive Test
      attack_data:
      - data: https://example.com/cron.json
        source: kubernetes
        sourcetype: _json
    """

  static let escu6 = """
    name: Kubernetes Cron Job Creation
    id: 5984dbe8-572f-47d7-9251-3dff6c3f0c0d
    version: 10
    creation_date: '2024-01-30'
    modification_date: '2026-05-13'
    author: A Person
    status: production
    type: Anomaly
    description: Finds new cron jobs.
    data_source:
    - Kubernetes Audit
    \(search)
    \(explanations)
    \(drilldowns)
    intermediate_findings:
      entities:
      - field: user
        type: user
        score: 20
        message: Cron job created by $user$
    threat_objects:
    - field: src_ip
      type: ip_address
    analytic_story:
    - Kubernetes Security
    asset_type: Kubernetes
    mitre_attack_id:
    - T1053.007
    product:
    - Splunk Enterprise
    - Splunk Enterprise Security
    - Splunk Cloud
    category: cloud
    security_domain: network
    \(tests)
      test_type: unit
    """

  static let escu5 = """
    name: Kubernetes Cron Job Creation
    id: 5984dbe8-572f-47d7-9251-3dff6c3f0c0d
    version: 9
    date: '2026-03-30'
    author: A Person
    status: production
    type: Anomaly
    description: Finds new cron jobs.
    data_source:
    - Kubernetes Audit
    \(search)
    \(explanations)
    \(drilldowns)
    rba:
      message: Cron job created by $user$
      risk_objects:
      - field: user
        type: user
        score: 20
      threat_objects:
      - field: src_ip
        type: ip_address
    tags:
      analytic_story:
      - Kubernetes Security
      asset_type: Kubernetes
      mitre_attack_id:
      - T1053.007
      product:
      - Splunk Enterprise
      security_domain: network
    \(tests)
    """

  static let escu4 = """
    name: Kubernetes Cron Job Creation
    id: 5984dbe8-572f-47d7-9251-3dff6c3f0c0d
    version: 3
    date: '2024-09-30'
    author: A Person
    status: production
    type: Anomaly
    description: Finds new cron jobs.
    data_source:
    - Kubernetes Audit
    \(search)
    \(explanations)
    tags:
      analytic_story:
      - Kubernetes Security
      asset_type: Kubernetes
      confidence: 70
      impact: 70
      message: Cron job created by $user$
      mitre_attack_id:
      - T1053
      - T1053.007
      observable:
      - name: user
        type: User
        role:
        - Victim
      - name: src_ip
        type: IP Address
        role:
        - Attacker
      product:
      - Splunk Enterprise
      required_fields:
      - verb
      risk_score: 49
      security_domain: network
    \(tests)
    """
}

extension GoodRepository {
  static let story6 = """
    name: Kubernetes Security
    id: 77006b3a-306c-4e32-afd5-30b6e40c1c41
    version: 1
    creation_date: '2024-01-30'
    modification_date: '2024-01-30'
    author: A Person
    status: production
    description: Attacks on clusters.
    narrative: Clusters are attacked.
    references: []
    category:
    - Cloud Security
    product:
    - Splunk Enterprise
    usecase: Security Monitoring
    """

  static let olderStory = """
    name: Kubernetes Security
    id: 77006b3a-306c-4e32-afd5-30b6e40c1c41
    version: 1
    date: '2024-01-30'
    author: A Person
    description: Attacks on clusters.
    narrative: Clusters are attacked.
    references: []
    tags:
      category:
      - Cloud Security
      product:
      - Splunk Enterprise
      usecase: Security Monitoring
    """

  static let source6 = """
    name: Kubernetes Audit
    id: 0ac4a6d8-2f4b-4a6f-9a0b-0a1b2c3d4e5f
    version: 1
    creation_date: '2024-01-30'
    modification_date: '2024-01-30'
    author: A Person
    description: The audit log.
    source: kubernetes
    sourcetype: _json
    supported_TA:
    - name: An Add-on
      url: https://example.com/addon
      version: 1.2.3
    fields:
    - verb
    output_fields:
    - user
    """

  static let olderSource = source6.replacing(
    "creation_date: '2024-01-30'\nmodification_date:", with: "date:")

  static let macro = """
    name: kube_audit
    description: The audit log.
    definition: source="kubernetes"
    """

  static let macroWithArgument = """
    name: job_name
    description: Jobs of one name.
    arguments:
    - name
    definition: objectRef.name="$name$"
    """

  static let lookup = """
    name: job_owners
    description: Who owns which job.
    collection: job_owners
    fields_list: _key, job, owner
    max_matches: 1
    min_matches: 0
    """

  static let baseline6 = """
    name: Usual Cron Jobs
    id: 1b1e6f0c-2c3d-4e5f-8a9b-0c1d2e3f4a5b
    version: 1
    creation_date: '2024-01-30'
    modification_date: '2024-01-30'
    author: A Person
    status: production
    type: Baseline
    description: Learns which cron jobs are usual.
    search: '`kube_audit` | stats count by objectRef.name'
    how_to_implement: Run it for a month.
    known_false_positives: None are known.
    references: []
    analytic_story:
    - Kubernetes Security
    detections:
    - Kubernetes Cron Job Creation
    """

  static let olderBaseline = """
    name: Usual Cron Jobs
    id: 1b1e6f0c-2c3d-4e5f-8a9b-0c1d2e3f4a5b
    version: 1
    date: '2024-01-30'
    author: A Person
    status: production
    type: Baseline
    description: Learns which cron jobs are usual.
    search: '`kube_audit` | stats count by objectRef.name'
    how_to_implement: Run it for a month.
    known_false_positives: None are known.
    references: []
    tags:
      analytic_story:
      - Kubernetes Security
      detections:
      - Kubernetes Cron Job Creation
      product:
      - Splunk Enterprise
      security_domain: network
    """

  static func deployment(_ type: String, rba: Bool) -> String {
    let ids = ["Anomaly": "1", "Hunting": "2", "TTP": "3", "Baseline": "4"]
    return """
      name: Default \(type)
      id: a9e210c6-9f50-4f8b-b60e-71bb26e4f21\(ids[type] ?? "0")
      date: '2021-12-21'
      author: A Person
      description: Runs every hour.
      scheduling:
        cron_schedule: 0 * * * *
        earliest_time: -70m@m
        latest_time: -10m@m
        schedule_window: auto
      alert_action:
        rba:
          enabled: \(rba)
      type: \(type)
      """
  }

  /// What the rules find when one text of one file is another.
  ///
  /// Shape: the edit must apply to exactly one place.
  static func findings(
    _ shape: DetectionShape, in file: String, replacing old: String, with new: String,
    path: String? = nil
  ) -> (edits: Int, findings: [ContentFinding]) {
    var edits = 0
    let sources = files(shape).map { entry -> (source: SourceText, kind: ContentKind?) in
      var (name, text) = (entry.path, entry.text)
      if entry.path.contains(file), !old.isEmpty {
        edits += text.ranges(of: old).count
        text = text.replacing(old, with: new)
        name = path ?? name
      }
      return (SourceText(name: name, text: text), entry.kind)
    }
    return (edits, ContentValidator(today: today).validate(sources).findings)
  }
}
