/// Commands of SPL that are known and not run here, so that a search with one is refused by name
/// and not as a slip of the pen.
package enum OtherCommands {
  /// Why a command does not run; nil for a name that is no command.
  static func reason(_ name: String) -> String? {
    if let product = products[name] { return "it belongs to \(product)" }
    if writers.contains(name) { return "it writes into an index, and searches only read here" }
    return pending.contains(name) ? "not supported yet" : nil
  }

  /// Whether SPL has a command of that name.
  package static func isKnown(_ name: String) -> Bool { reason(name) != nil }

  private static let products: [String: String] = [
    "apply": "the Machine Learning Toolkit", "fit": "the Machine Learning Toolkit",
    "summary": "the Machine Learning Toolkit", "cyberchef": "the CyberChef app",
    "dbxquery": "DB Connect", "dnstwist": "an app for look-alike domains",
    "sendalert": "an alert manager", "sendemail": "an alert manager",
    "awssnsalert": "the add-on for AWS", "entitymerge": "Enterprise Security",
    "inputintelligence": "Enterprise Security", "snowevent": "the add-on for ServiceNow",
    "snoweventstream": "the add-on for ServiceNow", "snowincident": "the add-on for ServiceNow",
    "snowincidentstream": "the add-on for ServiceNow",
  ]

  private static let writers: Set<String> = ["collect", "mcollect", "meventcollect", "tscollect"]

  private static let pending: Set<String> = [
    "abstract", "analyzefields", "anomalies", "anomalousvalue", "arules", "associate",
    "bucketdir", "cluster", "cofilter", "datamodelsimple", "dbinspect", "delete", "diff", "dump",
    "erex", "eventcount", "findkeywords", "findtypes", "folderize", "gauge", "geom",
    "geomfilter", "geostats", "history", "inputcsv", "kmeans", "kvform", "loadjob", "localize",
    "makejson", "mcatalog", "metadata", "metasearch", "mpreview", "msearch", "oldreturn",
    "outputcsv", "outputtext", "overlap", "pivot", "predict", "redistribute", "relevancy",
    "rest", "rtorder", "run", "runshellscript", "savedsearch", "script", "scrub", "searchtxn",
    "setfields", "sichart", "sirare", "sistats", "sitimechart", "sitop", "typeahead",
    "typelearner", "walklex", "x11", "xmlunescape",
  ]
}
