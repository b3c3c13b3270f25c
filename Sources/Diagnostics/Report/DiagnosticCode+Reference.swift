extension DiagnosticCode {
  /// The code's page in the language reference.
  package var reference: DiagnosticReference {
    switch self {
    case .unterminatedQuote:
      .init(
        "A quoted text ends with the quote that it starts with.",
        .search(#"index=main user="jane | stats count"#))
    case .unbalancedBracket:
      .init(
        "Each round and square bracket has its partner.",
        .search("index=main (verb=create OR verb=delete | stats count"))
    case .emptyCommand:
      .init("A command stands behind each pipe.", .search("index=main | | stats count"))
    case .unexpectedToken:
      .init(
        "Something stands where the grammar has no place for it.",
        .search("| makeresults | eval n=1 2"))
    case .missingOperand:
      .init(
        "An operator has a value on each side.", .search("| makeresults | where count >"))
    case .unterminatedComment:
      .init(
        "A comment starts and ends with three backquotes.",
        .search("index=main ```only the main index | stats count"))
    case .invalidNumber:
      .init(
        "A word that starts with a digit is a number; a field of such a name stands in single quotes.",
        .search("| makeresults | eval n=2xx+1"))
    case .unknownMacro:
      .init(
        "A macro is defined in the content, in the project file or with `--macro`.",
        .search("`kube_audti` verb=create"))
    case .macroArgumentCount:
      .init(
        "A macro is called with as many arguments as one of its definitions has.",
        .situation("`security_content_ctime` where only `security_content_ctime(1)` is defined"))
    case .macroTooDeep:
      .init(
        "Macros may call macros, but not themselves without end.",
        .situation("`again` with the definition: search `again`"))
    case .macroValidation:
      .init(
        "A macro with a validation refuses arguments for which that does not hold.",
        .situation("`top_users(many)` with the validation: isnum(limit)"))
    case .unterminatedMacro:
      .init("A macro call ends with a backquote.", .search("`kube_audit verb=create"))
    case .unknownFunction:
      .init(
        "An eval expression calls functions that there are.",
        .search("| makeresults | eval n=length(user)"))
    case .unknownCommand:
      .init("A pipe is followed by a command that there is.", .search("index=main | staths count"))
    case .argumentCount:
      .init(
        "A function is called with as many arguments as it takes.",
        .search(#"| makeresults | eval n=len("a", "b")"#))
    case .unknownOption:
      .init("A command has the option.", .search("index=main | dedup user keepevent=true"))
    case .invalidOptionValue:
      .init(
        "An option has a value of its kind: a number, true or false, one of some words.",
        .search("index=main | dedup user keepevents=maybe"))
    case .missingArgument:
      .init("A command gets what it cannot do without.", .search("index=main | table"))
    case .unknownAggregate:
      .init(
        "`stats` and its relatives call aggregates that there are.",
        .search("index=main | stats average(size) BY user"))
    case .unsupportedCommand:
      .init(
        "The command is one of SPL's, or of an app, and does not run here.",
        .search(#"index=main | sendemail to="a@example.com""#))
    case .commandPosition:
      .init(
        "A command that makes rows is the first one.", .search("index=main | makeresults"))
    case .invalidArgument:
      .init(
        "A command's argument is of the kind that its syntax names.",
        .search("index=main | reverse 5"))
    case .unsupportedOption:
      .init(
        "The option is one of SPL's and does not work here yet.",
        .search("index=main | makemv setsv=true user"))
    case .unsupportedSyntax:
      .init(
        "The search is right, and means something that does not work here yet.",
        .search("index=main (earliest=-1h OR user=jane)"))
    case .booleanValue:
      .init(
        "A field cannot hold true or false: `if()` makes a text of a condition.",
        .search("| makeresults | eval large=(n>5)"))
    case .booleanExpected:
      .init(
        "A condition is true or false: compare a value with something.",
        .search(#"| makeresults | where len("abc")"#))
    case .invalidRegex:
      .init(
        "A regular expression follows the rules of PCRE2.",
        .search(#"index=main | rex "(?<user>[a-z+""#))
    case .duplicateName:
      .init(
        "One field cannot be given two names.",
        .search("index=main | rename user AS a, user AS b"))
    case .wildcardMismatch:
      .init(
        "A new name has as many wildcards as the old one.",
        .search("index=main | rename user.* AS *_*"))
    case .invalidTime:
      .init(
        "A time is a modifier such as `-24h@h`, epoch seconds or ISO 8601.",
        .search("index=main earliest=yesterday"))
    case .unknownLookup:
      .init(
        "A lookup's table is in the content, in the project file or given with `--lookup`.",
        .search("index=main | lookup asset_owners host OUTPUT owner"))
    case .missingLookupField:
      .init(
        "A lookup's table has the columns that are asked of it.",
        .situation("index=main | lookup asset_owners hostname OUTPUT owner"))
    case .missingGeoDatabase:
      .init(
        "`iplocation` reads a MaxMind database, named with `--geoip` or in the project file.",
        .search("index=main | iplocation src_ip"))
    case .invalidCIDR:
      .init(
        "A network is written as an address, a slash and a prefix length.",
        .search(#"| makeresults | where cidrmatch("10.0.0.0/99", ip)"#))
    case .unknownEventtype:
      .init(
        "An event type that a search asks for is defined in the content.",
        .situation("eventtype=kube_write"))
    case .recursiveDefinition:
      .init(
        "A definition does not lead back to itself.",
        .situation("the event type `a` with the search: eventtype=a verb=create"))
    case .unknownDataset:
      .init(
        "A data model and its dataset are in the content.",
        .search("| tstats count FROM datamodel=Endpiont.Processes"))
    case .unknownModelField:
      .init(
        "A dataset has the fields that are asked of it; another has no value in any event.",
        .situation("| tstats count FROM datamodel=Endpoint.Processes BY Processes.proces_name"))
    case .literalWildcard:
      .init(
        "In `where` and `eval`, `*` is an asterisk: only `search` and `like()` know wildcards.",
        .search(#"index=main | where user="system:*""#))
    case .emptyTimeRange:
      .init(
        "A time range starts before it ends; otherwise no event is in it.",
        .search("index=main earliest=-1h latest=-2h"))
    case .selfComparison:
      .init(
        "A field compared with itself tells only whether it has a value.",
        .search("index=main | where user=user"))
    case .lowercaseOperator:
      .init(
        "The operators of `search` are in upper case; in lower case they are words to search for.",
        .search("index=main verb=create or verb=delete"))
    case .alwaysTrue:
      .init(
        "Two `!=` of one field joined by OR hold for every event that has the field.",
        .search("index=main user!=jane OR user!=joe"))
    case .regexLimit:
      .init(
        "A regular expression that needs too many steps on a value is given up, and that is told.",
        .situation(#"index=main | rex "^(?<a>(x+x+)+)y""#))
    case .memoryBudget:
      .init(
        "A search holds no more memory than `--memory` says.",
        .situation("index=main | stats values(_raw) BY auditID"))
    case .invalidValue:
      .init(
        "A value of a row is not what the command or function can work with.",
        .situation("| makeresults | eval n=mvrange(0, 1e9)"))
    case .resultLimit:
      .init(
        "A limit of SPL cut rows or values that the search may have wanted.",
        .situation("index=main | sort user"))
    case .searchFailed:
      .init(
        "A search that another command runs for it must itself run.",
        .situation("index=main | map search=\"search user=$user$ | where\""))
    case .lookupNotWritable:
      .init(
        "Lookup tables are read here, and not written.",
        .situation("index=main | outputlookup asset_owners"))
    case .missingField:
      .init(
        "No row has a field that the search groups by or puts into its table.",
        .situation("index=main | stats count BY usr"))
    case .unreadableFile:
      .init("A file or folder can be read.", .content("--content no-such-folder"))
    case .invalidYAML:
      .init("A content file is one YAML document in UTF-8.", .content("search: 'verb=create"))
    case .missingKey:
      .init("A content file has the keys that its kind needs.", .content("name: A detection"))
    case .wrongType:
      .init("A key has a value of its type.", .content("version: two"))
    case .unknownShape:
      .init(
        "A content file is of a kind, and in a shape, that is known.",
        .content("colour: blue"))
    case .duplicateIdentifier:
      .init(
        "A name and an id are used once in a folder.",
        .content("name: Kubernetes Cron Job Creation"))
    case .missingLookupFile:
      .init("The file of a lookup's rows is there.", .content("filename: missing.csv"))
    case .unknownKey:
      .init("A key is one that its kind of file has.", .content("serach: verb=create"))
    case .unknownReference:
      .init(
        "What a content file refers to by name is loaded.", .content("schedule: Every second"))
    case .placeholderText, .fileNameMismatch, .nameTooLong, .textTooLong, .invalidVersion,
      .invalidIdentifier, .invalidReference, .invalidDate, .futureDate, .dateOrder,
      .statusNotAllowed, .identifierAcrossKinds, .repeatedEntry, .typeNotAllowed,
      .explanationTooShort, .missingFilterMacro, .adjacentBackticks, .computedKey,
      .missingDeployment, .notEnableable, .throttlingField, .throttlingPeriod, .riskPresence,
      .findingMatrix, .riskFieldNotInSearch, .threatFieldNotInSearch, .tokenNotInSearch,
      .missingTest, .missingDrilldown, .missingOriginalSearch, .emptyDrilldown,
      .unknownDataSource, .dataSourceField, .missingStory, .unknownStory, .unknownAssetType,
      .invalidProduct, .invalidSecurityDomain, .invalidTechnique, .techniqueAndParent,
      .revokedTechnique, .invalidCVE, .invalidAtomicTest, .unknownThreatType, .scoreRange,
      .repeatedEntity, .missingToken, .categoryMismatch, .scheduleChoice, .invalidScheduleTime,
      .invalidCron, .invalidAttackData, .unknownBaseline, .invalidObservable, .emptyMacro,
      .lookupMatchCount, .lookupFileStem, .lookupRowWidth, .lookupKeyField, .modelFileName,
      .orphanedLookupFile, .unknownStoryCategory, .unknownUseCase, .invalidAddOn,
      .missingCompanionFile, .dashboardTitle, .baselineType, .unknownServedDetection,
      .unknownParameter, .riskFieldNotInResult, .threatFieldNotInResult, .tokenNotInResult,
      .drilldownFieldNotInResult, .throttlingFieldNotInResult, .fillnullMissesField,
      .nullGroupField:
      contentRule
    }
  }
}
