extension DiagnosticCode {
  /// The page of a rule that content must hold to.
  var contentRule: DiagnosticReference {
    Self.contentRules[self]
      ?? DiagnosticReference("A content file holds to its format.", .content("name: …"))
  }

  static let contentRules: [DiagnosticCode: DiagnosticReference] = [
    .placeholderText: .init(
      "No text of a content file is still the placeholder of a template.",
      .content("description: __UPDATE__")),
    .fileNameMismatch: .init(
      "A file is named after its content: lower case, with `_` for space, `-`, `.` and `/`.",
      .content("name: Kubernetes Cron Job Creation   # in cron_job.yml")),
    .nameTooLong: .init(
      "A detection or baseline has a name of at most 67 characters, others of 99.",
      .content("name: A name that goes on and on until nobody can read it in a list any more")),
    .textTooLong: .init(
      "An author has at most 255 characters, a description 10,000.",
      .content("author: (a list of forty people)")),
    .invalidVersion: .init(
      "A version is a whole number that is not negative; from ESCU 6 on the first is 1.",
      .content("version: -1")),
    .invalidIdentifier: .init(
      "An id is a UUID.",
      .content("id: cron-job-1")),
    .invalidReference: .init(
      "A reference is an `http` or `https` address.",
      .content("references: [www.example.com]")),
    .invalidDate: .init(
      "A date is written year-month-day.",
      .content("date: 24.11.2026")),
    .futureDate: .init(
      "A date is not later than today.",
      .content("modification_date: '2999-01-01'")),
    .dateOrder: .init(
      "A file is modified after it was created.",
      .content("creation_date: '2026-05-13'   # and modification_date: '2026-01-30'")),
    .statusNotAllowed: .init(
      "A status is one that its kind of content can have.",
      .content("status: removed")),
    .identifierAcrossKinds: .init(
      "A name and an id are used once over all kinds of content.",
      .content("name: Kubernetes Security   # of a detection and of a story")),
    .repeatedEntry: .init(
      "A list names each thing once.",
      .content("analytic_story: [Kubernetes Security, Kubernetes Security]")),
    .typeNotAllowed: .init(
      "A detection is of type TTP, Anomaly, Hunting or Correlation.",
      .content("type: Investigation")),
    .explanationTooShort: .init(
      "`how_to_implement` and `known_false_positives` say something.",
      .content("known_false_positives: no")),
    .missingFilterMacro: .init(
      "The search of a detection ends with its own filter macro.",
      .content("search: verb=create | stats count")),
    .adjacentBackticks: .init(
      "Four backquotes in a row are neither a macro nor a comment.",
      .content("search: '````kube_audit```` verb=create'")),
    .computedKey: .init(
      "What the build fills in is not written in the file.",
      .content("cve_enrichment: [CVE-2024-21626]")),
    .missingDeployment: .init(
      "Every type of detection has a deployment, which says when it runs.",
      .content("type: TTP   # and no deployment has that type")),
    .notEnableable: .init(
      "Enabled by default are production detections of type TTP, Anomaly and Correlation only.",
      .content("enabled_by_default: true   # with type: Hunting")),
    .throttlingField: .init(
      "A throttling field is one name that occurs in the search.",
      .content("throttling: {fields: [usr], period: 3600s}")),
    .throttlingPeriod: .init(
      "A throttling period is a number with `s`, `m` or `h`.",
      .content("throttling: {fields: [user], period: 1 hour}")),
    .riskPresence: .init(
      "A detection has risk exactly when the deployment of its type makes risk events.",
      .content("type: TTP   # and no rba")),
    .findingMatrix: .init(
      "A TTP has a finding, an Anomaly intermediate findings, a Correlation a finding alone.",
      .content("type: Hunting   # and finding")),
    .riskFieldNotInSearch: .init(
      "The field of a risk object occurs in the search.",
      .content("rba: {risk_objects: [{field: usr, type: user, score: 20}]}")),
    .threatFieldNotInSearch: .init(
      "The field of a threat object occurs in the search.",
      .content("threat_objects: [{field: source_ip, type: ip_address}]")),
    .tokenNotInSearch: .init(
      "Each `$field$` of a message occurs in the search.",
      .content("message: Cron job created by $usr$")),
    .missingTest: .init(
      "A production detection has a test, unless it is a Correlation or tested by hand.",
      .content("status: production   # and no tests")),
    .missingDrilldown: .init(
      "A production detection that makes findings or risk has two drill-downs.",
      .content("drilldown_searches: []")),
    .missingOriginalSearch: .init(
      "One drill-down shows the rows of the detection itself.",
      .content("search: index=main   # without %original_detection_search%")),
    .emptyDrilldown: .init(
      "A drill-down has a name of five characters, a search and two offsets.",
      .content("earliest_offset: ''")),
    .unknownDataSource: .init(
      "A data source that a detection names has a file.",
      .content("data_source: [Kubernetes Audti]")),
    .dataSourceField: .init(
      "The output fields of its data sources occur in the search of a production detection.",
      .content("output_fields: [dest]   # of the data source")),
    .missingStory: .init(
      "A detection belongs to an analytic story.",
      .content("analytic_story: []")),
    .unknownStory: .init(
      "A story that content names has a file.",
      .content("analytic_story: [Kubernetes Securty]")),
    .unknownAssetType: .init(
      "An asset type is one of those that the content is sorted by.",
      .content("asset_type: Kubernets")),
    .invalidProduct: .init(
      "The products are Splunk Enterprise, Splunk Enterprise Security and Splunk Cloud.",
      .content("product: [Splunk]")),
    .invalidSecurityDomain: .init(
      "The security domain is endpoint, network, threat, identity, access or audit.",
      .content("security_domain: cloud")),
    .invalidTechnique: .init(
      "An ATT&CK id is `T` and four digits, with a dot and three more for a sub-technique.",
      .content("mitre_attack_id: [T10530.07]")),
    .techniqueAndParent: .init(
      "A technique and its own sub-technique are not both named.",
      .content("mitre_attack_id: [T1053, T1053.007]")),
    .revokedTechnique: .init(
      "ATT&CK still has the technique.",
      .content("mitre_attack_id: [T1562.008]")),
    .invalidCVE: .init(
      "A CVE id is `CVE-`, the year, `-` and a number.",
      .content("cve: [CVE-24-21626]")),
    .invalidAtomicTest: .init(
      "The id of an Atomic Red Team test is a UUID.",
      .content("atomic_guid: [T1053.007-1]")),
    .unknownThreatType: .init(
      "The type of a threat object is one that risk-based alerting knows.",
      .content("threat_objects: [{field: src_ip, type: address}]")),
    .scoreRange: .init(
      "The score of a risk object is 1 to 100.",
      .content("risk_objects: [{field: user, type: user, score: 0}]")),
    .repeatedEntity: .init(
      "A field is an entity once over the finding and the intermediate findings.",
      .content("entities: [{field: user}, {field: user}]")),
    .missingToken: .init(
      "A title and a message say of whom they speak, with a `$field$`.",
      .content("title: A cron job was created")),
    .categoryMismatch: .init(
      "The category is application, cloud, endpoint, network or web, as the folder is.",
      .content("category: cloud   # in detections/endpoint")),
    .scheduleChoice: .init(
      "A detection names a schedule or writes its own, not both.",
      .content("schedule: Hourly   # and custom_schedule")),
    .invalidScheduleTime: .init(
      "The time range of a schedule is a sign, a number and a unit, perhaps with a snap.",
      .content("earliest_time: 70 minutes")),
    .invalidCron: .init(
      "A cron schedule has five fields of numbers in range.",
      .content("cron_schedule: 0 25 * * *")),
    .invalidAttackData: .init(
      "The attack data of a test is a URL or a file that is there.",
      .content("data: attack_data/missing.ndjson")),
    .unknownBaseline: .init(
      "A baseline that a detection names has a file.",
      .content("baselines: [Baseline of Nothing]")),
    .invalidObservable: .init(
      "An observable has a type that risk knows and is a victim or an attacker.",
      .content("observable: [{name: user, type: Person, role: [Victim]}]")),
    .emptyMacro: .init(
      "A macro has a definition.",
      .content("definition: ''")),
    .lookupMatchCount: .init(
      "A lookup gives 1 to 1000 matches, and fills up from 0 on.",
      .content("max_matches: 0")),
    .lookupFileStem: .init(
      "The rows of a lookup are in the file of its own name.",
      .content("lookup_type: csv   # of a.yml, without a.csv")),
    .lookupRowWidth: .init(
      "Every row of a lookup has as many cells as its header.",
      .content("jane,1,2   # below: user,count")),
    .lookupKeyField: .init(
      "The first field of a collection is `_key`.",
      .content("fields: [user, count]")),
    .modelFileName: .init(
      "The file of a model starts with `__mlspl_`.",
      .content("filename: model.mlmodel")),
    .orphanedLookupFile: .init(
      "A lookups folder holds descriptions and the files that they describe.",
      .content("lookups/old.csv   # and no lookup reads it")),
    .unknownStoryCategory: .init(
      "A category of a story is one that stories are sorted by.",
      .content("category: [Malwear]")),
    .unknownUseCase: .init(
      "A use case of a story is one that stories are sorted by.",
      .content("usecase: Fun")),
    .invalidAddOn: .init(
      "An add-on of a data source has a name, an address and a version.",
      .content("supported_TA: [{name: Splunk Add-on for AWS}]")),
    .missingCompanionFile: .init(
      "A dashboard has its JSON, a playbook its JSON and its Python, under the same name.",
      .content("dashboards/audit.yml   # without audit.json")),
    .dashboardTitle: .init(
      "The title in a dashboard's JSON is its name.",
      .content("name: Audit   # and title Audti")),
    .baselineType: .init(
      "The type of a baseline is Baseline.",
      .content("type: TTP   # in baselines")),
    .unknownServedDetection: .init(
      "A detection that a baseline serves has a file.",
      .content("detections: [Kubernetes Cron Job Cretion]")),
    .unknownParameter: .init(
      "A macro's definition uses the arguments that it declares.",
      .content("definition: verb=$verb$   # without arguments")),
    .riskFieldNotInResult: .init(
      "The rows of a search have the field of each risk object.",
      .content("search: … | stats count by user   # and risk for dest")),
    .threatFieldNotInResult: .init(
      "The rows of a search have the field of each threat object.",
      .content("search: … | stats count by user   # and the threat src_ip")),
    .tokenNotInResult: .init(
      "The rows of a search have each `$field$` of its messages.",
      .content("search: … | stats count by user   # and from $src_ip$")),
    .drilldownFieldNotInResult: .init(
      "The rows of a search have each `$field$` of its drill-downs.",
      .content(#"search: '%original_detection_search% | search dest="$dest$"'"#)),
    .throttlingFieldNotInResult: .init(
      "The rows of a search have the fields that it is throttled by.",
      .content("search: … | stats count by user   # throttled by dest")),
    .fillnullMissesField: .init(
      "`fillnull` without a list fills no field that every row lacks, and `stats` drops those rows.",
      .content("search: verb=create | fillnull | stats count by requestObject.spec.schedule")),
    .nullGroupField: .init(
      "`stats` drops the rows in which a field it groups by is null.",
      .content("search: verb=delete | stats count by objectRef.name")),
  ]
}
