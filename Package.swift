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

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        resources: resources,
        swiftSettings: strict
    )
}

let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient",
    package: "async-http-client"
)
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioCompression = Target.Dependency.product(
    name: "NIOHTTPCompression",
    package: "swift-nio-extras"
)
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(
    name: "HummingbirdTesting",
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
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Leaves: they import no other target.
        library("PipelineAPI"),
        library("Polling"),
        library("Screen"),
        library("ChildProcess", [subprocess, systemPackage]),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/CZlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        library("GzipCoding", ["CZlib"]),

        // The client side.
        library("PipelineSigning", ["PipelineAPI", crypto]),
        library("PipelineClient", ["PipelineAPI", "PipelineSigning", logging]),
        library(
            "HTTPTransport",
            [
                "PipelineAPI", "PipelineClient", asyncHTTPClient, nioCompression, nioCore, nioHTTP1,
                nioPosix, nioSSL,
            ]
        ),
        library("Settings", [yams]),
        library("Console", ["PipelineAPI", "Screen"]),
        library("Commands", ["Console", "PipelineAPI", "Screen"]),
        library("ConsoleRuntime", ["Console", "PipelineAPI", "Polling", "Screen", logging]),
        .systemLibrary(
            name: "CNcurses",
            path: "Sources/CNcurses",
            providers: [.apt(["libncursesw5-dev"])]
        ),
        .systemLibrary(name: "CAllocator", path: "Sources/CAllocator"),
        .target(name: "CTerminal"),
        library("CursesTerminal", ["CNcurses", "CTerminal", "Screen"]),
        library("Demo", ["PipelineAPI", "ChildProcess"]),
        program(
            "pandora",
            [
                "CAllocator", "ChildProcess", "Commands", "Console", "ConsoleRuntime",
                "CursesTerminal", "Demo",
                "HTTPTransport",
                "PipelineAPI", "PipelineClient", "PipelineSigning", "Polling", "Screen",
                "Settings", argumentParser, logging,
            ]
        ),

        // The service side.
        library("PipelineEngine", ["PipelineAPI", heap]),
        library("PipelineService", ["GzipCoding", "PipelineAPI", "PipelineEngine", logging]),
        library(
            "Destinations",
            ["HTTPTransport", "PipelineAPI", "PipelineClient", "PipelineEngine"]
        ),
        library(
            "PipelineServer",
            [
                "GzipCoding", "PipelineAPI", "PipelineService", "PipelineSigning", hummingbird,
                httpTypes, logging, nioCore,
            ]
        ),
        library("SQLiteStore", ["PipelineAPI", "PipelineEngine", "PipelineService", grdb]),
        library("SQLEngines", ["ChildProcess", "PipelineAPI", "PipelineEngine"]),
        library("PluginEngines", ["ChildProcess", "PipelineAPI", "PipelineEngine"]),
        program(
            "pandorad",
            [
                "Destinations", "PipelineAPI", "PipelineEngine", "PipelineServer",
                "PipelineService", "PipelineSigning", "PluginEngines", "SQLEngines", "SQLiteStore",
                "Settings", argumentParser,
                lifecycle, logging, unixSignals,
            ]
        ),

        // Run by hand: `make fuzz`.
        program("Fuzzer", ["GzipCoding", "PipelineAPI", argumentParser]),
        // Run by hand: `make bench-polling`.
        program("ConsoleBenchmark", ["Console", "PipelineAPI", "Screen"]),
        library("PollingWorld", ["Polling"]),
        program("PollingBenchmark", ["PollingWorld"]),
        // Run by `make bench-polling-real`.
        program(
            "PollingRehearsal",
            [
                "Console", "ConsoleRuntime", "HTTPTransport", "PipelineAPI", "PipelineClient",
                "PipelineSigning", "PollingWorld", "Screen", logging,
            ]
        ),

        // Tests, and what they drive the built programs with.
        .target(name: "CPTY", path: "Tests/CPTY"),
        .target(
            name: "PTYSupport",
            dependencies: ["CPTY"],
            path: "Tests/PTYSupport",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "TerminalProbe",
            dependencies: ["CursesTerminal", "Screen"],
            path: "Tests/TerminalProbe",
            swiftSettings: strict
        ),
        .target(
            name: "LoopbackSupport",
            path: "Tests/LoopbackSupport",
            swiftSettings: strict
        ),
        tests("ScreenTests", ["Screen"]),
        tests(
            "CursesTerminalTests",
            ["CNcurses", "CTerminal", "CursesTerminal", "PTYSupport", "Screen", "TerminalProbe"]
        ),
        tests("ArchitectureTests", ["Console", "PipelineAPI", "PipelineService"]),
        tests(
            "EndToEndTests",
            [
                "ChildProcess", "Console", "HTTPTransport", "PTYSupport", "PipelineAPI",
                "PipelineClient",
                "PipelineSigning",
                "SQLiteStore", "Screen", "Settings", "pandora", "pandorad", argumentParser, logging,
            ]
        ),
        tests("ChildProcessTests", ["ChildProcess"]),
        tests(
            "DemoTests",
            [
                "ChildProcess", "Demo", "Destinations", "PipelineAPI", "PipelineEngine",
                "PipelineService", "PluginEngines", "SQLEngines", "SQLiteStore",
            ]
        ),
        tests("GzipCodingTests", ["GzipCoding"]),
        tests("ConsoleTests", ["Console", "PipelineAPI", "Screen"], exclude: ["Snapshots"]),
        tests(
            "ConsoleRuntimeTests",
            ["Console", "ConsoleRuntime", "PipelineAPI", "Polling", "Screen"]
        ),
        tests("CommandsTests", ["Commands", "Console", "PipelineAPI", "Screen"]),
        tests("SettingsTests", ["Settings"]),
        tests("PollingTests", ["Polling"]),
        tests("PollingWorldTests", ["PollingWorld"]),
        tests(
            "PipelineClientTests",
            ["PipelineAPI", "PipelineClient", "PipelineSigning", logging]
        ),
        tests(
            "HTTPTransportTests",
            ["HTTPTransport", "LoopbackSupport", "PipelineAPI", "PipelineClient"]
        ),
        tests(
            "DestinationsTests",
            [
                "Destinations", "LoopbackSupport", "PipelineAPI", "PipelineEngine", "SQLEngines",
                "SQLiteStore", grdb,
            ]
        ),
        tests("PluginEnginesTests", ["PipelineAPI", "PipelineEngine", "PluginEngines"]),
        tests("PipelineAPITests", ["PipelineAPI"]),
        tests(
            "ContractTests",
            [
                "GzipCoding", "HTTPTransport", "PipelineAPI", "PipelineClient", "PipelineEngine",
                "PipelineServer", "PipelineService", "PipelineSigning", "SQLiteStore", logging,
            ]
        ),
        tests(
            "SQLiteStoreTests",
            ["PipelineAPI", "PipelineEngine", "PipelineService", "SQLiteStore", grdb]
        ),
        tests(
            "PipelineServerTests",
            ["PipelineAPI", "PipelineServer", "PipelineService", "PipelineSigning", logging]
        ),
        tests("PipelineEngineTests", ["PipelineAPI", "PipelineEngine"]),
        tests("SQLEnginesTests", ["PipelineAPI", "PipelineEngine", "SQLEngines"]),
        tests(
            "PipelineSigningTests",
            ["PipelineAPI", "PipelineSigning"],
            resources: [.copy("Vectors/signing-vectors.json")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
