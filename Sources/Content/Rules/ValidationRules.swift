/// Every rule that content files must hold to.
package enum ValidationRules {
  /// Ordering: as the findings of a file are looked for.
  package static var all: [any ValidationRule] {
    files.map { $0 as any ValidationRule } + repository.map { $0 as any ValidationRule }
  }

  static let files: [any FileRule] = header + tables + detections + risk + others

  static let repository: [any RepositoryRule] = [
    IdentifierRule(), LookupFolderRule(), CompanionFileRule(), DashboardTitleRule(),
  ]

  private static let header: [any FileRule] = [
    PlaceholderRule(), UnknownKeyRule(), FileNameRule(), VersionRule(), DateRule(),
    FutureDateRule(), DateOrderRule(), StatusRule(), RepeatedEntryRule(),
  ]

  private static let tables: [any FileRule] =
    FormRule.all.map { $0 as any FileRule } + ChoiceRule.all.map { $0 as any FileRule }
    + LengthRule.all.map { $0 as any FileRule }

  private static let detections: [any FileRule] = [
    TypeRule(), FilterMacroRule(), AdjacentBackticksRule(), ComputedKeyRule(), DeploymentRule(),
    EnabledByDefaultRule(), ThrottlingFieldRule(), MissingTestRule(), AttackDataRule(),
    DrilldownRule(), OriginalSearchRule(), DataSourceNameRule(), DataSourceFieldRule(),
    StoryRule(), StoryNameRule(), TechniqueFamilyRule(), RevokedTechniqueRule(),
    CategoryFolderRule(), ScheduleChoiceRule(), CronRule(), BaselineNameRule(),
  ]

  private static let risk: [any FileRule] = [
    RiskPresenceRule(), FindingMatrixRule(), RiskFieldRule(), ThreatFieldRule(),
    MessageTokenRule(), MissingTokenRule(), ThreatTypeRule(), ScoreRule(), RepeatedEntityRule(),
    ObservableRule(), ProductRule(),
  ]

  private static let others: [any FileRule] = [
    BaselineTypeRule(), ServedDetectionRule(), EmptyMacroRule(), MacroParameterRule(),
    LookupMatchRule(), LookupFileRule(), LookupRowRule(), CollectionKeyRule(), ModelFileRule(),
    AddOnRule(),
  ]
}
