import Foundation
import Testing

@Suite struct StructureTests {
    /// Which target may import which library from outside; everything else of the kind is a mistake.
    private static let importers: [String: Set<String>] = [
        "AsyncHTTPClient": ["HTTPTransport"],
        "NIOHTTP1": ["HTTPTransport"],
        "NIOHTTPCompression": ["HTTPTransport"],
        "NIOPosix": ["HTTPTransport"],
        "NIOSSL": ["HTTPTransport"],
        "NIOCore": ["HTTPTransport", "PipelineServer"],
        "HTTPTypes": ["PipelineServer"],
        "Hummingbird": ["PipelineServer"],
        "GRDB": ["SQLiteStore"],
        "HeapModule": ["PipelineEngine"],
        "Crypto": ["PipelineSigning"],
        "CZlib": ["Gzip"],
        "Yams": ["Settings"],
        "Subprocess": ["ChildProcess"],
        "SystemPackage": ["ChildProcess"],
        "CNcurses": ["CursesTerminal"],
        "ArgumentParser": ["Fuzzer", "pandora", "pandorad"],
        "ServiceLifecycle": ["pandorad"],
        "UnixSignals": ["pandorad"],
    ]

    /// Targets that import no other target of ours.
    private static let leaves = [
        "PipelineAPI", "Polling", "Screen", "ChildProcess", "Settings",
    ]

    @Test func `each library from outside has its one importer`() throws {
        for (path, text) in try SourceTree.swiftFiles(in: "Sources") {
            let target = String(path.split(separator: "/")[2])
            for module in imports(in: text) {
                guard let allowed = Self.importers[module] else { continue }
                #expect(allowed.contains(target), "\(path) imports \(module)")
            }
        }
    }

    @Test func `leaves import no target, and the console neither client nor service`() throws {
        let targets = Set(
            try SourceTree.swiftFiles(in: "Sources").map { path, _ in
                String(path.split(separator: "/")[2])
            }
        )
        let forbidden = [
            "Console": ["PipelineClient", "PipelineService", "Polling", "Logging"],
            "Commands": ["PipelineClient", "ConsoleRuntime", "Settings", "Glibc"],
            "PipelineService": ["PipelineServer", "SQLiteStore", "SQLEngines", "Destinations"],
            "PipelineEngine": ["PipelineService", "SQLEngines", "ChildProcess", "Destinations"],
            "pandora": ["PipelineService", "PipelineEngine", "PipelineServer", "SQLiteStore"],
        ]
        for (path, text) in try SourceTree.swiftFiles(in: "Sources") {
            let target = String(path.split(separator: "/")[2])
            for module in imports(in: text) {
                if Self.leaves.contains(target) {
                    #expect(!targets.contains(module), "\(path) imports \(module)")
                }
                #expect(forbidden[target]?.contains(module) != true, "\(path) imports \(module)")
            }
        }
    }

    @Test func `the simulation of polling knows nothing but polling`() throws {
        for (path, text) in try SourceTree.swiftFiles(in: "Sources/Measuring/PollingSimulation") {
            #expect(Set(imports(in: text)).isSubset(of: ["Polling", "Statistics"]), "\(path)")
        }
        for (path, text) in try SourceTree.swiftFiles(in: "Sources/Measuring/PollingBenchmark") {
            #expect(Set(imports(in: text)).isSubset(of: ["PollingSimulation"]), "\(path)")
        }
    }

    @Test func `the rehearsal of polling asks as the console does, and knows no service`() throws {
        let allowed: Set<String> = [
            "Console", "ConsoleRuntime", "FoundationEssentials", "Glibc", "HTTPTransport",
            "PipelineAPI", "PipelineClient", "PipelineSigning", "PollingSimulation",
            "Screen", "Statistics", "Synchronization",
        ]
        for (path, text) in try SourceTree.swiftFiles(in: "Sources/Measuring/LivePollingBenchmark")
        {
            #expect(Set(imports(in: text)).isSubset(of: allowed), "\(path)")
        }
    }

    @Test func `files stay small`() throws {
        for (path, text) in try SourceTree.swiftFiles(in: "Sources") {
            #expect(text.split(separator: "\n").count <= 400, "\(path) is too long")
        }
        for (path, text) in try SourceTree.swiftFiles(in: "Tests") {
            #expect(text.split(separator: "\n").count <= 500, "\(path) is too long")
        }
    }

    @Test func `tasks begin only where something waits`() throws {
        let allowed = [
            "Sources/Terminal/CursesTerminal/EventLoop.swift",
            "Sources/Measuring/LivePollingBenchmark/BlindTerminal.swift",
            "Sources/Console/pandora/OneShot.swift",
        ]
        for (path, text) in try SourceTree.swiftFiles(in: "Sources") where text.contains(" Task {")
        {
            #expect(allowed.contains(path), "\(path) starts a task")
        }
    }

    @Test func `there is no state that everything shares`() throws {
        for (path, text) in try SourceTree.swiftFiles(in: "Sources") {
            for mark in ["static var ", "nonisolated(unsafe)", "@unchecked Sendable", "try!"] {
                let lines = text.split(separator: "\n").filter {
                    $0.contains(mark) && !$0.contains("{")
                }
                #expect(lines.isEmpty, "\(path): \(mark)")
            }
        }
    }

    private func imports(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            if words.first == "package" { words.removeFirst() }
            guard words.first == "import", words.count >= 2 else { return nil }
            let name =
                ["struct", "class", "enum", "protocol", "func"].contains(words[1])
                ? words[2] : words[1]
            return String(name.prefix { $0 != "." })
        }
    }
}
