import Testing

/// The walls between modules.
///
/// Source: the module table of ARCHITECTURE.md.
@Suite struct ModuleTests {
  /// Each outside package has one door; the collections are a vocabulary of several modules.
  static let doors: [String: Set<String>] = [
    "CSimdjson": ["EventModel"],
    "CPCRE2": ["Execution"],
    "CVectorscan": ["EventFiles"],
    "CZstd": ["EventFiles", "EventStore"],
    "CZlib": ["EventFiles", "Server"],
    "CMaxMindDB": ["GeoLocation"],
    "COpenSSL": ["SPLLibrary"], "Crypto": ["Detections", "Server"],
    "Yams": ["Content"],
    "GRDB": ["EventStore", "Detections"],
    "Hummingbird": ["Server"], "HummingbirdCore": ["Server"], "HummingbirdTLS": ["Server"],
    "AsyncHTTPClient": ["Server"], "NIOSSL": ["Server"],
    "NIOCore": ["Server"], "NIOPosix": ["Server"], "NIOHTTP1": ["Server"],
    "HTTPTypes": ["Server"],
    "ServiceLifecycle": ["Server", "needletail"], "UnixSignals": ["needletail"],
    "Logging": ["Server", "needletail"],
    "ArgumentParser": ["needletail", "audit-generator", "fuzz-needletail"],
    "Collections": [],
    "OrderedCollections": [
      "EventModel", "QueryPlan", "Execution", "SPLLibrary", "SearchEngine", "EventFiles",
      "EventStore",
    ],
    "DequeModule": [], "HeapModule": [], "BitCollections": [], "HashTreeCollections": [],
  ]

  /// What Swift itself comes with.
  static let standard: Set<String> = [
    "Foundation", "Synchronization", "Dispatch", "Glibc", "Darwin", "Musl",
  ]

  /// The modules that see neither files nor sockets nor clocks, bottom first.
  static let pure = [
    "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
    "SearchEngine",
  ]

  @Test func theTreeIsFound() {
    #expect(SourceTree.files.count > 100)
    #expect(SourceTree.order.count > 10)
  }

  /// What another module may use is `package`, but for the values that all of them handle a million
  /// times a second: across modules the compiler inlines only what is `public`.
  ///
  /// Source: decision 0013.
  @Test func onlyTheEventModelIsPublic() {
    let wrong = SourceTree.files.flatMap { file in
      let access = file.module == "EventModel" ? "package" : "public"
      guard file.words.contains(access[...]) else { return [String]() }
      return file.places(of: [/^\s*(?:@\w+\s+)*(?:package|public)\b/]) { $0.contains(access) }
    }
    #expect(wrong == [])
  }

  @Test func everyModuleIsInTheOrder() {
    let modules = Set(SourceTree.files.map { $0.module })
    #expect(modules.subtracting(SourceTree.order).sorted() == [])
    #expect(SourceTree.order.filter { Self.pure.contains($0) } == Self.pure)
  }

  @Test func importsPointDown() {
    let order = SourceTree.order
    var wrong: [String] = []
    for file in SourceTree.files {
      let own = order.firstIndex(of: file.module) ?? 0
      for name in file.imports {
        guard let other = order.firstIndex(of: name), other >= own else { continue }
        wrong.append("\(file.path) imports \(name)")
      }
    }
    #expect(wrong == [])
  }

  @Test func everyOutsidePackageHasOneDoor() {
    var wrong: [String] = []
    for file in SourceTree.files {
      for name in file.imports {
        if Self.standard.contains(name) { continue }
        if let door = Self.doors[name] {
          if !door.contains(file.module) { wrong.append("\(file.path) imports \(name)") }
        } else if !SourceTree.order.contains(name) {
          wrong.append("\(file.path) imports \(name), which no door is known for")
        }
      }
    }
    #expect(wrong == [])
  }

  /// Names that reach a file, a socket, the clock, chance or the process.
  private static let worldly: Set<Substring> = [
    "FileManager", "FileHandle", "Process", "URLSession", "InputStream", "OutputStream", "Timer",
    "Thread", "RunLoop", "ProcessInfo", "UserDefaults", "Bundle", "Pipe", "Host", "URL",
    "CFAbsoluteTimeGetCurrent", "ContinuousClock", "SuspendingClock", "DispatchTime",
    "DispatchWallTime", "clock_gettime", "gettimeofday", "getenv", "socket", "fopen", "mmap",
    "usleep", "sleep", "contentsOfFile", "SystemRandomNumberGenerator", "UUID", "Glibc", "Darwin",
    "Musl", "Network", "FoundationNetworking",
  ]

  /// Whoever shares work out must know how many cores there are.
  private static let coreCount = (
    path: "Sources/EventModel/Threads/Parallel.swift", name: "ProcessInfo"
  )

  /// Time and randomness arrive as parameters; files and sockets as sources.
  @Test func pureModulesDoNotTouchTheWorld() {
    let calls: [Regex<Substring>] = [
      /\bDate\(\)|\bDate\.now\b|\bDate\(timeIntervalSinceNow/,
      /\b(?:Data|String)\(contentsOf:/, /\.random\(in: [^,)]*\)/,
    ]
    var wrong: [String] = []
    for file in SourceTree.files where Self.pure.contains(file.module) {
      let own: Set = file.path == Self.coreCount.path ? [Self.coreCount.name[...]] : []
      let found = file.words.intersection(Self.worldly).subtracting(own)
      wrong += found.map { "\(file.path): \($0)" }
      wrong += file.places(of: calls) { line in
        line.contains("Date") || line.contains("(contentsOf:") || line.contains(".random(")
      }
    }
    #expect(wrong.sorted() == [])
  }
}
