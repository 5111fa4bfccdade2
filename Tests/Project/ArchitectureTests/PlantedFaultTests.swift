import Testing

/// Plants one fault in the project as it is, or in a small one, and expects the rules to name just that.
@Suite struct PlantedFaultTests {
    private static let imports: [(path: String, text: String, fault: String)] = [
        (
            "Sources/Console/Console/App/Planted.swift", "import PipelineClient",
            "imports 'PipelineClient', which 'Console' does not declare"
        ),
        (
            "Sources/Shared/PipelineAPI/Planted.swift", "package import struct Foundation.URL",
            "imports 'Foundation', which 'PipelineAPI' does not declare"
        ),
        (
            "Sources/Service/PipelineService/Planted.swift", "#if X\nimport Alamofire\n#endif",
            "imports 'Alamofire', which 'PipelineService' does not declare"
        ),
        (
            "Sources/Console/pandora/Planted.swift", "import PTYSupport",
            "imports 'PTYSupport', which 'pandora' does not declare"
        ),
        (
            "Tests/Shared/GzipTests/Planted.swift", "@testable import PipelineAPI",
            "imports 'PipelineAPI', which 'GzipTests' does not declare"
        ),
        ("Sources/Shared/Utils/Planted.swift", "import Glibc", "belongs to no target"),
    ]

    @Test(arguments: imports)
    func `a wrong import is refused`(_ path: String, _ text: String, _ fault: String) throws {
        let project = try Project.current.get().with(path, text)
        #expect(StructureRules(project).faults == ["\(path) \(fault)"])
    }

    @Test func `a second importer of a library is refused, though it declares it`() throws {
        var project = try Project.current.get()
            .with("Sources/Console/Demo/Planted.swift", "import GRDB")
        project.manifest = try manifest(
            replacing: "library(\"Demo\", in: \"Console\", [",
            with: "library(\"Demo\", in: \"Console\", [grdb, "
        )
        #expect(
            StructureRules(project).faults == [
                "'Demo' declares 'GRDB', which the map does not allow it",
                "'GRDB' has 2 importers: Sources/Console/Demo, Sources/Service/SQLiteStore",
            ]
        )
    }

    @Test func `a dependency nobody imports is refused`() throws {
        var project = try Project.current.get()
        project.manifest = try manifest(
            replacing: "library(\"Demo\", in: \"Console\", [",
            with: "library(\"Demo\", in: \"Console\", [\"Gzip\", "
        )
        #expect(
            StructureRules(project).faults == [
                "'Demo' declares 'Gzip', which the map does not allow it",
                "'Demo' declares 'Gzip' and never imports it",
            ]
        )
    }

    @Test func `a target that the map lacks, or has elsewhere, is refused`() throws {
        var project = try Project.current.get()
        project.manifest = try manifest(
            replacing: "library(\"Polling\", in: \"Console\")",
            with: "library(\"Polling\", in: \"Client\"), library(\"Extra\", in: \"Shared\")"
        )
        #expect(
            StructureRules(project).placesOfTargets == [
                "the map has 'Polling' in Sources/Console/Polling, "
                    + "Package.swift in Sources/Client/Polling",
                "the map lacks the target 'Extra'",
            ]
        )
    }

    // MARK: - A project of three targets

    private static let block = """
        Sources/Shared  what both use
          A  a leaf
        Sources/Console  the console
          → Sources/Shared
          B  the program
            → A · [Library]
        Sources/Measuring  what measures
          → Sources/Shared · Sources/Console
          C  a benchmark
            → B
        """
    private static let manifest = """
        let library = Target.Dependency.product(name: "Library", package: "library")
        let package = Package(
            products: [.executable(name: "b", targets: ["B"])],
            targets: [
                library("A", in: "Shared"),
                program("B", in: "Console", ["A", library]),
                program("C", in: "Measuring", ["B"]),
            ]
        )
        """
    private static let files = [
        ("Sources/Shared/A/A.swift", "import Glibc"),
        ("Sources/Console/B/B.swift", "import A\nimport Library"),
        ("Sources/Measuring/C/C.swift", "import B"),
    ]

    private func faults(
        map: (old: String, new: String)? = nil,
        manifest: (old: String, new: String)? = nil,
        more: [(String, String)] = []
    ) -> [String] {
        let block = map.map { Self.block.replacing($0.old, with: $0.new) } ?? Self.block
        let text = manifest.map { Self.manifest.replacing($0.old, with: $0.new) } ?? Self.manifest
        let project = Project(
            map: ProjectMap(block: block),
            manifest: Manifest(text),
            files: (Self.files + more).map(SwiftFile.init)
        )
        return StructureRules(project).faults
    }

    @Test func `a sound project has no fault`() { #expect(faults() == []) }

    @Test func `what the map allows and nobody declares is refused`() {
        #expect(
            faults(map: ("→ A · [Library]", "→ A · [Library] · [Other]")) == [
                "the map allows 'B' 'Other', which it does not declare",
                "no source imports 'Other'",
            ]
        )
    }

    @Test func `a room that reaches where it may not is refused`() {
        #expect(
            faults(map: ("  A  a leaf", "  A  a leaf\n    → B")) == [
                "the map allows 'A' 'B', which it does not declare",
                "'A' may not import 'B' from Sources/Console",
            ]
        )
    }

    @Test func `a program built from what measures is refused`() {
        #expect(
            faults(
                map: ("→ A · [Library]", "→ A · C · [Library]"),
                manifest: (#"["A", library]"#, #"["A", "C", library]"#),
                more: [("Sources/Console/B/More.swift", "import C")]
            ) == [
                "'B' may not import 'C' from Sources/Measuring", "'B' is built from 'C'",
            ]
        )
    }

    @Test func `a reason that is missing, and one that is not needed, are refused`() {
        #expect(
            faults(map: ("  C  a benchmark", "  C")) == ["the map says nothing of 'C'"]
        )
        #expect(
            faults(map: ("    → B", "    → B\nLibraries\n  [Library]  a reason")) == [
                "'Library' has one importer and needs no reason"
            ]
        )
    }

    // MARK: - Sizes

    @Test func `a long function is refused, and an exception that is none`() throws {
        let path = "Sources/Shared/Gzip/Planted.swift"
        let body = String(repeating: "    work()\n", count: 49)
        let long = Project(
            map: ProjectMap(block: ""),
            manifest: Manifest(""),
            files: [SwiftFile(path: path, text: "\nfunc long() {\n\(body)}\n")]
        )
        let rules = StructureRules(long)
        #expect(rules.longFunctions() == ["\(path):2: 'long' has 51 lines"])
        #expect(rules.longFunctions(except: ["\(path) long"]) == [])
        #expect(
            rules.longFunctions(except: ["\(path) long", "\(path) short"]) == [
                "'\(path) short' is not long and needs no exception"
            ]
        )
    }

    @Test func `a full folder is refused`() {
        let files = (0...20).map { SwiftFile(path: "Sources/Shared/Gzip/F\($0).swift", text: "") }
        let project = Project(
            map: ProjectMap(block: ""),
            manifest: Manifest(""),
            files: files
        )
        #expect(StructureRules(project).fullFolders() == ["Sources/Shared/Gzip has 21 files"])
        #expect(StructureRules(project).fullFolders(except: ["Sources/Shared/Gzip"]) == [])
    }

    private func manifest(replacing old: String, with new: String) throws -> Manifest {
        let text = try SourceTree.text(of: "Package.swift")
        try #require(text.contains(old))
        return Manifest(text.replacing(old, with: new))
    }
}
