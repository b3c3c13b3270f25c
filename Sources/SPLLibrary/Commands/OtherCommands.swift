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
  ]

  private static let writers: Set<String> = ["collect", "mcollect", "meventcollect", "tscollect"]

  private static let pending: Set<String> = [
    "abstract", "accum", "addcoltotals", "analyzefields",
    "anomalies", "anomalousvalue", "anomalydetection", "append", "appendcols", "appendpipe",
    "arules", "associate", "autoregress", "bucketdir", "chart", "cluster", "cofilter",
    "collect", "contingency", "correlate", "dbinspect",
    "delete", "delta", "diff", "erex", "eventcount", "fieldformat", "fieldsummary",
    "filldown", "findtypes", "folderize", "foreach", "format", "gauge",
    "geom", "geomfilter", "geostats", "history", "inputcsv",
    "join", "kmeans", "kvform", "loadjob", "localize",
    "makecontinuous", "map", "mcatalog", "mcollect", "metadata",
    "metasearch", "meventcollect", "mpreview", "multikv", "multisearch", "mvcombine",
    "outlier", "outputcsv", "outputlookup", "outputtext", "overlap", "pivot", "predict",
    "redistribute", "relevancy", "rest",
    "return", "rtorder", "savedsearch", "script", "scrub", "searchtxn",
    "selfjoin", "set", "setfields", "sichart", "sirare", "sistats", "sitimechart", "sitop",
    "streamstats", "timechart", "timewrap", "tojson", "transaction",
    "transpose", "trendline", "tscollect", "typeahead", "typelearner",
    "union", "untable", "walklex", "x11", "xmlunescape", "xpath", "xyseries",
  ]
}
