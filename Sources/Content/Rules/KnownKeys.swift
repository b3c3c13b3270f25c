/// The keys of each kind of file.
///
/// Source: contentctl 4 and 5 and the successor for ESCU 6; tests have keys of our own, see
/// `Content/README.md`.
struct KnownKeys {
  struct Mapping {
    /// Where the mapping stands; see `CheckedFile.nodes(_:)`.
    let path: String
    let keys: Set<String>
  }

  let mappings: [Mapping]

  init(kind: ContentKind, shape: DetectionShape) {
    switch kind {
    case .detection: mappings = Self.detection(shape)
    case .baseline: mappings = Self.baseline(shape)
    case .macro: mappings = Self.flat("definition arguments validation errormsg iseval")
    case .lookup:
      mappings = Self.flat(
        "filename collection fields_list fields lookup_type match_type min_matches max_matches "
          + "default_match case_sensitive_match app_name")
    case .story:
      mappings = [
        Self.top("narrative status tags type category usecase product cve group deprecation_info"),
        Self.at("tags", "category product usecase cve group analytic_story"),
      ]
    case .dataSource:
      mappings = Self.flat(
        "source sourcetype separator separator_value supported_TA fields output_fields field_mappings "
          + "example_log configuration convert_to_log_source mitre_components")
    case .deployment:
      mappings = Self.flat(
        "type scheduling alert_action cron_schedule earliest_time latest_time schedule_window tags")
    }
  }

  private static let header =
    "name id version date creation_date modification_date author description references"

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  private static func flat(_ keys: String) -> [Mapping] { [top(keys)] }

  private static func top(_ keys: String) -> Mapping {
    Mapping(path: "", keys: words(header + " " + keys))
  }

  private static func at(_ path: String, _ keys: String) -> Mapping {
    Mapping(path: path, keys: words(keys))
  }

  // MARK: Detections

  private static let tests = [
    at(
      "tests[]",
      "name test_type attack_data description expected_results expected_rows events near_misses "
        + "source sourcetype host index fails"),
    at(
      "tests[].attack_data[]", "data source sourcetype host index custom_index update_timestamp"),
    at("tests[].near_misses[]", "name events source sourcetype host index fails"),
    at("drilldown_searches[]", "name search earliest_offset latest_offset"),
  ]
  private static let common =
    " status type data_source search how_to_implement known_false_positives drilldown_searches tests"
  private static let older =
    common + " tags deployment enabled_by_default baselines cve_enrichment"
    + " mitre_attack_enrichments"
  private static let olderTags =
    "analytic_story asset_type product security_domain mitre_attack_id cve atomic_guid "
    + "manual_test throttling group"

  private static func detection(_ shape: DetectionShape) -> [Mapping] {
    switch shape {
    case .escu4:
      [
        top(older),
        at(
          "tags",
          olderTags + " observable message impact confidence risk_score required_fields "
            + "kill_chain_phases nist cis20 risk_severity"),
        at("tags.observable[]", "name type role"), throttling,
      ] + tests
    case .escu5:
      [
        top(older + " rba"), at("tags", olderTags), throttling,
        at("rba", "message risk_objects threat_objects"),
        at("rba.risk_objects[]", "field type score"),
        at("rba.threat_objects[]", "field type"),
      ] + tests
    case .escu6:
      [
        Mapping(
          path: "",
          keys: words(
            "name id version creation_date modification_date author description references"
              + common + " finding intermediate_findings threat_objects analytic_story "
              + "mitre_attack_id asset_type security_domain product category schedule "
              + "custom_schedule atomic_guid cve baselines deprecation_info")),
        at("finding", "title entity"), at("finding.entity", "field type score"),
        at("intermediate_findings", "entities"),
        at("intermediate_findings.entities[]", "field type score message"),
        at("threat_objects[]", "field type"),
        at("custom_schedule", "cron_schedule earliest_time latest_time schedule_window"),
      ] + tests
    }
  }

  private static let throttling = at("tags.throttling", "fields period")

  private static func baseline(_ shape: DetectionShape) -> [Mapping] {
    [
      top(
        "status type search how_to_implement known_false_positives deployment tags data_source "
          + "datamodel analytic_story detections product security_domain asset_type schedule "
          + "custom_schedule lookups deprecation_info"),
      at(
        "tags",
        "analytic_story detections product security_domain required_fields asset_type "
          + "kill_chain_phases"
          // A template of old wrote these into baselines.
          + (shape == .escu4 ? " confidence impact risk_score context message observable" : "")),
    ]
  }
}
