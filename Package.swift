// swift-tools-version: 6.2
import PackageDescription

/// The flags every target of ours is built with; warnings are errors so that none is ever left behind.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// Optimizes a target in debug builds too: the tests draw some hundred thousand pictures.
let optimizedForTests: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// `room` is the folder of `Sources` that the target lives in, as ARCHITECTURE.md draws them.
func library(
    _ name: String,
    in room: String,
    _ dependencies: [Target.Dependency] = [],
    exclude: [String] = [],
    resources: [Resource] = [],
    settings: [SwiftSetting] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Sources/\(room)/\(name)",
        exclude: exclude,
        resources: resources,
        swiftSettings: strict + settings
    )
}

func program(_ name: String, in room: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: "Sources/\(room)/\(name)",
        swiftSettings: strict
    )
}

func tests(
    _ name: String,
    in room: String,
    _ dependencies: [Target.Dependency],
    exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies,
        path: "Tests/\(room)/\(name)",
        exclude: exclude,
        resources: resources,
        swiftSettings: strict
    )
}

let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient",
    package: "async-http-client"
)
let algorithms = Target.Dependency.product(name: "Algorithms", package: "swift-algorithms")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioCompression = Target.Dependency.product(
    name: "NIOHTTPCompression",
    package: "swift-nio-extras"
)
let nioHTTPTypes = Target.Dependency.product(
    name: "NIOHTTPTypes",
    package: "swift-nio-extras"
)
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(
    name: "HummingbirdCore",
    package: "hummingbird"
)
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let unixSignals = Target.Dependency.product(
    name: "UnixSignals",
    package: "swift-service-lifecycle"
)
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

let package = Package(
    name: "pandora-console",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "pandora", targets: ["pandora"]),
        .executable(name: "pandorad", targets: ["pandorad"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Without its trait for the whole of Foundation, which a static program would carry.
        .package(
            url: "https://github.com/swiftlang/swift-subprocess",
            from: "1.0.2",
            traits: []
        ),
    ],
    targets: [
        // Leaves: they import no other target.
        library("PipelineAPI", in: "Shared"),
        library("Polling", in: "Console"),
        library("Screen", in: "Terminal", settings: optimizedForTests),
        library("Statistics", in: "Shared"),
        library("ChildProcess", in: "Shared", [subprocess, systemPackage]),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/Shared/CZlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        library("Gzip", in: "Shared", ["CZlib"]),
        .systemLibrary(
            name: "CYAML",
            path: "Sources/Shared/CYAML",
            providers: [.apt(["libyaml-dev"])]
        ),
        library("YAML", in: "Shared", ["CYAML"]),
        .systemLibrary(
            name: "CNettle",
            path: "Sources/Shared/CNettle",
            providers: [.apt(["nettle-dev"])]
        ),

        // The client side.
        library("PipelineSigning", in: "Shared", ["CNettle", "PipelineAPI"]),
        library("PipelineClient", in: "Client", ["PipelineAPI", "PipelineSigning", logging]),
        library(
            "HTTPTransport",
            in: "Client",
            [
                "PipelineAPI", "PipelineClient", "PipelineSigning", asyncHTTPClient, logging,
                nioCompression, nioCore, nioHTTP1, nioPosix, nioSSL,
            ]
        ),
        library("Settings", in: "Shared", ["PipelineAPI", "YAML"]),
        library(
            "Console",
            in: "Console",
            ["PipelineAPI", "Screen", "Statistics", algorithms],
            settings: optimizedForTests
        ),
        library("Commands", in: "Console", ["Console", "PipelineAPI", "Screen"]),
        library(
            "ConsoleRuntime",
            in: "Console",
            ["Console", "PipelineAPI", "Polling", "Screen"]
        ),
        .systemLibrary(
            name: "CNcurses",
            path: "Sources/Terminal/CNcurses",
            providers: [.apt(["libncursesw5-dev"])]
        ),
        .systemLibrary(name: "CAllocator", path: "Sources/Console/CAllocator"),
        .target(
            name: "CTerminal",
            path: "Sources/Terminal/CTerminal",
            linkerSettings: [.linkedLibrary("z")]
        ),
        library("CursesTerminal", in: "Terminal", ["CNcurses", "CTerminal", "Screen"]),
        library("Demo", in: "Console", ["PipelineAPI", "Statistics", systemPackage]),
        program(
            "pandora",
            in: "Console",
            [
                "CAllocator", "ChildProcess", "Commands", "Console", "ConsoleRuntime",
                "CursesTerminal", "Demo", "Gzip",
                "HTTPTransport",
                "PipelineAPI", "PipelineClient", "PipelineSigning", "Screen",
                "Settings", argumentParser, systemPackage,
            ]
        ),

        // The service side.
        library("PipelineEngine", in: "Service", ["PipelineAPI", heap]),
        library(
            "PipelineService",
            in: "Service",
            ["PipelineAPI", "PipelineEngine"]
        ),
        library(
            "ObjectStore",
            in: "Service",
            ["HTTPTransport", "PipelineAPI", "PipelineEngine", "PipelineSigning"]
        ),
        library(
            "Destinations",
            in: "Service",
            [
                "ChildProcess", "HTTPTransport", "ObjectStore", "PipelineAPI", "PipelineEngine",
                "Settings", systemPackage,
            ]
        ),
        library(
            "PipelineServer",
            in: "Service",
            [
                "Gzip", "PipelineAPI", "PipelineService", "PipelineSigning", hummingbird,
                hummingbirdCore, httpTypes, logging, nioCore, nioHTTPTypes,
            ]
        ),
        library(
            "SQLiteStore",
            in: "Service",
            ["PipelineAPI", "PipelineEngine", "PipelineService", grdb, systemPackage]
        ),
        library("FileReading", in: "Service", ["Gzip", "PipelineAPI", "PipelineEngine"]),
        library(
            "SQLEngines",
            in: "Service",
            ["ChildProcess", "FileReading", "PipelineAPI", "PipelineEngine"]
        ),
        library(
            "SparkSQL",
            in: "Service",
            ["ChildProcess", "PipelineEngine"],
            exclude: ["translator"]
        ),
        library(
            "SparkEngine",
            in: "Service",
            ["ChildProcess", "FileReading", "PipelineAPI", "PipelineEngine"],
            exclude: ["driver"]
        ),
        library(
            "PluginEngines",
            in: "Service",
            ["ChildProcess", "PipelineAPI", "PipelineEngine"],
            exclude: ["Adapter"],
            resources: [.embedInCode("PluginAdapter.jar")]
        ),
        program(
            "pandorad",
            in: "Service",
            [
                "ChildProcess", "Destinations", "PipelineAPI", "PipelineEngine",
                "PipelineServer", "PipelineService", "PipelineSigning", "PluginEngines",
                "SQLEngines", "SQLiteStore",
                "Settings", "SparkEngine", "SparkSQL", argumentParser,
                lifecycle, logging, systemPackage, unixSignals,
            ]
        ),

        // Run by `make fuzz`, which links libFuzzer; the targets are tested without it.
        library(
            "FuzzTargets",
            in: "Measuring",
            [
                "Commands", "Console", "CursesTerminal", "Gzip", "PipelineAPI", "PipelineClient",
                "Screen", "Settings",
            ]
        ),
        .target(name: "CFuzzer", path: "Sources/Measuring/CFuzzer"),
        program("Fuzzer", in: "Measuring", ["CFuzzer", "FuzzTargets"]),
        // Run by hand: `make bench-polling`.
        program(
            "ConsoleBenchmark",
            in: "Measuring",
            ["Console", "PipelineAPI", "Screen", "Statistics"]
        ),
        library("PollingSimulation", in: "Measuring", ["Polling", "Statistics", algorithms]),
        program("PollingBenchmark", in: "Measuring", ["PollingSimulation"]),
        // Run by `make bench-polling-real`.
        program(
            "LivePollingBenchmark",
            in: "Measuring",
            [
                "Console", "ConsoleRuntime", "HTTPTransport", "PipelineAPI", "PipelineClient",
                "PipelineSigning", "PollingSimulation", "Screen", "Statistics",
            ]
        ),

        // Tests, and what they drive the built programs with.
        .target(name: "CPTY", path: "Tests/Support/CPTY"),
        .target(
            name: "PTYSupport",
            dependencies: ["CPTY"],
            path: "Tests/Support/PTYSupport",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "TerminalProbe",
            dependencies: ["CursesTerminal", "Screen"],
            path: "Tests/Support/TerminalProbe",
            swiftSettings: strict
        ),
        .target(
            name: "CallSamples",
            dependencies: ["PipelineAPI"],
            path: "Tests/Support/CallSamples",
            swiftSettings: strict
        ),
        .target(
            name: "ProjectFiles",
            path: "Tests/Support/ProjectFiles",
            swiftSettings: strict
        ),
        .target(
            name: "LoopbackSupport",
            path: "Tests/Support/LoopbackSupport",
            swiftSettings: strict
        ),
        .target(
            name: "ConsoleDriver",
            dependencies: [
                "Console", "ConsoleRuntime", "PipelineAPI", "PipelineEngine", "PipelineService",
                "Polling", "Screen",
            ],
            path: "Tests/Support/ConsoleDriver",
            swiftSettings: strict
        ),
        tests("ScreenTests", in: "Terminal", ["Screen"]),
        tests(
            "CursesTerminalTests",
            in: "Terminal",
            ["CNcurses", "CTerminal", "CursesTerminal", "PTYSupport", "Screen", "TerminalProbe"]
        ),
        tests("ArchitectureTests", in: "Project", ["Console", "ProjectFiles"]),
        tests(
            "EndToEndTests",
            in: "Project",
            [
                "ProjectFiles",
                "ChildProcess", "Console", "HTTPTransport", "LoopbackSupport", "PTYSupport",
                "PipelineAPI",
                "PipelineClient",
                "PipelineSigning",
                "SQLiteStore", "Screen", "Settings", "pandora", "pandorad", argumentParser, logging,
            ]
        ),
        tests("ChildProcessTests", in: "Shared", ["ChildProcess"]),
        tests(
            "DemoTests",
            in: "Console",
            [
                "ProjectFiles",
                "ChildProcess", "Demo", "Destinations", "PipelineAPI", "PipelineEngine",
                "PipelineService", "PluginEngines", "SQLEngines", "SQLiteStore", "SparkSQL",
            ]
        ),
        tests("GzipTests", in: "Shared", ["Gzip"]),
        tests(
            "ConsoleTests",
            in: "Console",
            ["Console", "PipelineAPI", "Screen", "Statistics"],
            exclude: ["Snapshots"]
        ),
        tests(
            "ConsoleRuntimeTests",
            in: "Console",
            [
                "Console", "ConsoleDriver", "ConsoleRuntime", "LoopbackSupport", "PipelineAPI",
                "Polling", "Screen",
            ]
        ),
        tests("CommandsTests", in: "Console", ["Commands", "Console", "PipelineAPI", "Screen"]),
        tests("StatisticsTests", in: "Shared", ["Statistics"]),
        tests("YAMLTests", in: "Shared", ["YAML"]),
        tests("SettingsTests", in: "Shared", ["ProjectFiles", "Settings"]),
        tests("PollingTests", in: "Console", ["Polling"]),
        tests("PollingSimulationTests", in: "Measuring", ["PollingSimulation"]),
        tests(
            "FuzzTargetsTests",
            in: "Measuring",
            ["FuzzTargets", "ProjectFiles"],
            exclude: ["Corpus"]
        ),
        tests(
            "PipelineClientTests",
            in: "Client",
            ["PipelineAPI", "PipelineClient", "PipelineSigning", logging]
        ),
        tests(
            "HTTPTransportTests",
            in: "Client",
            [
                "CallSamples", "HTTPTransport", "LoopbackSupport", "PipelineAPI", "PipelineClient",
                "PipelineSigning", logging,
            ]
        ),
        tests(
            "ObjectStoreTests",
            in: "Service",
            ["LoopbackSupport", "ObjectStore", "PipelineAPI"]
        ),
        tests(
            "DestinationsTests",
            in: "Service",
            [
                "ProjectFiles",
                "Destinations", "LoopbackSupport", "ObjectStore", "PipelineAPI", "PipelineEngine",
                "PipelineService", "SQLEngines", "SQLiteStore", "Settings", "Statistics", grdb,
            ]
        ),
        tests(
            "PluginEnginesTests",
            in: "Service",
            ["ChildProcess", "PipelineAPI", "PipelineEngine", "PluginEngines", "ProjectFiles"]
        ),
        tests("PipelineAPITests", in: "Shared", ["CallSamples", "PipelineAPI", "Statistics"]),
        tests(
            "ContractTests",
            in: "Service",
            [
                "CallSamples", "Console", "Gzip", "HTTPTransport", "PipelineAPI", "PipelineClient",
                "PipelineEngine", "PipelineServer", "PipelineService", "PipelineSigning",
                "ProjectFiles", "SQLiteStore", "Settings", logging,
            ]
        ),
        tests(
            "SQLiteStoreTests",
            in: "Service",
            ["PipelineAPI", "PipelineEngine", "PipelineService", "SQLiteStore", grdb]
        ),
        tests(
            "PipelineServerTests",
            in: "Service",
            [
                "Gzip", "PipelineAPI", "PipelineServer", "PipelineService", "PipelineSigning",
                logging,
            ]
        ),
        tests(
            "PipelineEngineTests",
            in: "Service",
            ["PipelineAPI", "PipelineEngine", "Statistics"]
        ),
        tests(
            "SQLEnginesTests",
            in: "Service",
            [
                "Gzip", "ProjectFiles", "PipelineAPI", "PipelineEngine", "SQLEngines",
                "SparkEngine",
                "SparkSQL", "Statistics",
            ]
        ),
        tests(
            "SparkEngineTests",
            in: "Service",
            ["ChildProcess", "FileReading", "PipelineAPI", "PipelineEngine", "SparkEngine"]
        ),
        tests(
            "SparkSQLTests",
            in: "Service",
            [
                "ChildProcess", "ProjectFiles", "PipelineAPI", "PipelineEngine", "SQLEngines",
                "SparkSQL",
            ],
            exclude: ["Cases", "Inputs", "spark.json"]
        ),
        tests(
            "PipelineSigningTests",
            in: "Shared",
            ["PipelineAPI", "PipelineSigning"],
            resources: [.copy("Vectors/signing-vectors.json")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
