// swift-tools-version: 6.2
import PackageDescription

// Bottom first: a module may depend only on modules that stand above it here.
// The loop at the end of this file refuses a manifest that breaks the order.
let order = [
  "CSimdjson", "CVectorscan", "CPCRE2", "CZstd", "CZlib", "CMaxMindDB", "COpenSSL",
  "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
  "SearchEngine", "KubernetesAudit", "EventFiles", "EventStore", "GeoLocation", "Content",
  "Detections", "DetectionTesting", "Server", "AuditGenerator", "Fuzzing", "needletail",
  "audit-generator", "fuzz-needletail",
]

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func test(
  _ name: String, _ dependencies: [Target.Dependency], excluding files: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: files, swiftSettings: settings)
}

func systemLibrary(_ name: String, pkgConfig: String, debian: String, brew: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: pkgConfig,
    providers: [.apt([debian]), .brew([brew])])
}

let package = Package(
  name: "needletail",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "needletail", targets: ["needletail"]),
    .executable(name: "audit-generator", targets: ["audit-generator"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    systemLibrary(
      "CVectorscan", pkgConfig: "libhs", debian: "libvectorscan-dev", brew: "vectorscan"),
    systemLibrary("CPCRE2", pkgConfig: "libpcre2-8", debian: "libpcre2-dev", brew: "pcre2"),
    systemLibrary("CZstd", pkgConfig: "libzstd", debian: "libzstd-dev", brew: "zstd"),
    systemLibrary("CZlib", pkgConfig: "zlib", debian: "zlib1g-dev", brew: "zlib"),
    systemLibrary(
      "CMaxMindDB", pkgConfig: "libmaxminddb", debian: "libmaxminddb-dev", brew: "libmaxminddb"),
    systemLibrary("COpenSSL", pkgConfig: "libcrypto", debian: "libssl-dev", brew: "openssl@3"),
    .target(
      name: "CSimdjson", cxxSettings: [.unsafeFlags(["-O2"])],
      linkerSettings: [.linkedLibrary("simdjson")]),

    module("Diagnostics", []),
    module("EventModel", ["Diagnostics", "CSimdjson", collections]),
    module("SPLSyntax", ["Diagnostics"]),
    module("QueryPlan", ["Diagnostics", "EventModel", "SPLSyntax", collections]),
    module("Execution", ["Diagnostics", "EventModel", "QueryPlan", "CPCRE2", collections]),
    module(
      "SPLLibrary",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "COpenSSL", collections,
      ]),
    module(
      "SearchEngine",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
        collections,
      ]),
    module("KubernetesAudit", ["Diagnostics", "EventModel", "QueryPlan"]),
    module(
      "EventFiles",
      [
        "Diagnostics", "EventModel", "QueryPlan", "Execution", "KubernetesAudit", "CVectorscan",
        "CZstd", "CZlib", collections,
      ]),
    module(
      "EventStore",
      [
        "Diagnostics", "EventModel", "QueryPlan", "Execution", "KubernetesAudit", "EventFiles",
        "CZstd", database, collections,
      ]),
    module("GeoLocation", ["QueryPlan", "EventModel", "CMaxMindDB"]),
    module(
      "Content",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "KubernetesAudit",
        .product(name: "Yams", package: "Yams"),
      ]),
    module(
      "Detections",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SearchEngine",
        "EventStore", "Content", database,
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module(
      "DetectionTesting",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SearchEngine",
        "KubernetesAudit", "EventFiles", "Content", "Detections",
      ]),
    module(
      "Server",
      [
        "Diagnostics", "EventModel", "KubernetesAudit", "EventStore", "Detections", "CZlib",
        logging,
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "needletail",
      dependencies: [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
        "SearchEngine", "KubernetesAudit", "EventFiles", "EventStore", "GeoLocation", "Content",
        "Detections", "DetectionTesting", "Server", arguments, logging,
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),
    module("AuditGenerator", []),
    .executableTarget(
      name: "audit-generator", dependencies: ["AuditGenerator", arguments],
      swiftSettings: settings),
    module(
      "Fuzzing",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
        "SearchEngine", "EventFiles", "Content",
      ]),
    .executableTarget(
      name: "fuzz-needletail", dependencies: ["Fuzzing", arguments], swiftSettings: settings),

    test("AuditGeneratorTests", ["AuditGenerator"]),
    test("CorpusTests", ["Fuzzing"]),
    test("DiagnosticsTests", ["Diagnostics"]),
    test("SPLSyntaxTests", ["Diagnostics", "SPLSyntax"]),
    test("ExecutionTests", ["Diagnostics", "EventModel", "QueryPlan", "Execution"]),
    test(
      "SPLLibraryTests",
      ["Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary"]),
    test("EventModelTests", ["EventModel", "Diagnostics"]),
    test("GeoLocationTests", ["GeoLocation", "QueryPlan"]),
    test(
      "KubernetesAuditTests",
      [
        "KubernetesAudit", "Content", "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan",
        "Execution", "SearchEngine", "EventFiles", "Detections",
      ]),
    test(
      "DetectionsTests",
      [
        "Detections", "Content", "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution",
        "SPLLibrary", "SearchEngine", "EventFiles", "EventStore", database,
      ]),
    test(
      "DetectionTestingTests",
      [
        "DetectionTesting", "Detections", "Content", "Diagnostics", "EventModel", "Execution",
        "QueryPlan", "SPLSyntax", "SearchEngine", "EventFiles", "KubernetesAudit",
      ]),
    test("ContentTests", ["Content", "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan"]),
    test(
      "EventFilesTests",
      ["EventFiles", "EventModel", "QueryPlan", "Execution", "KubernetesAudit", collections]),
    test(
      "EventStoreTests",
      [
        "Diagnostics", "EventModel", "QueryPlan", "Execution", "SearchEngine", "EventFiles",
        "EventStore", "AuditGenerator", database,
      ]),
    test(
      "GoldenTests",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
        "SearchEngine", "Content", collections,
      ], excluding: ["Golden", "README.md"]),
    test(
      "OracleTests",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
        "SearchEngine", "Content",
      ]),
    test(
      "PackTests",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SearchEngine",
        "EventFiles", "Content", "Detections",
      ]),
    test(
      "ServerTests",
      [
        "Diagnostics", "Server", "Detections", "EventStore", "EventModel", logging,
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    test(
      "AcceptanceTests",
      [
        "needletail", "Diagnostics", "Server", "Detections", "EventStore", "EventModel", logging,
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    test(
      "ArchitectureTests",
      [
        "Diagnostics", "EventModel", "SPLSyntax", "QueryPlan", "Execution", "SPLLibrary",
        "SearchEngine",
      ]),
  ],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .test {
  guard let own = order.firstIndex(of: target.name) else {
    fatalError("add \(target.name) to `order`")
  }
  for dependency in target.dependencies {
    guard case .byNameItem(let name, _) = dependency else { continue }
    guard let other = order.firstIndex(of: name), other < own else {
      fatalError("\(target.name) must not depend on \(name): see `order`")
    }
  }
}
