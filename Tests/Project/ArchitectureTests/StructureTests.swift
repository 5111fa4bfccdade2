import Testing

/// Holds `Package.swift` and every import to the map of ARCHITECTURE.md, and files and functions to their sizes.
@Suite struct StructureTests {
    private let project: Project
    private let rules: StructureRules

    init() throws {
        project = try Project.current.get()
        rules = StructureRules(project)
    }

    @Test func `the map has every target in its room, with what it depends on`() {
        #expect(project.map.targets.count > 30 && project.map.rooms.count == 7)
        #expect(rules.placesOfTargets == [])
        #expect(rules.declaredDependencies == [])
        #expect(rules.sentences == [])
    }

    @Test func `a file imports only what its target declares, and all of that is imported`() {
        #expect(rules.imported == [])
        #expect(rules.unused == [])
    }

    @Test func `each library from outside has its one importer, or a reason on the map`() {
        #expect(rules.importersOfLibraries == [])
    }

    @Test func `a room imports from the rooms it stands on`() {
        #expect(rules.roomsOfDependencies == [])
        #expect(rules.contentsOfProducts == [])
        #expect(project.manifest.products == ["pandora", "pandorad"])
    }

    @Test func `leaves import nothing but the system`() {
        for name in ["PipelineAPI", "Polling", "Screen", "Statistics"] {
            #expect(project.map.target(named: name)?.dependencies == [], "\(name)")
        }
    }

    @Test func `functions stay small`() {
        #expect(rules.longFunctions(except: []) == [])
    }

    @Test func `folders stay small`() {
        #expect(rules.fullFolders(except: []) == [])
    }

    @Test func `files stay small`() {
        for file in project.files {
            let most = file.path.hasPrefix("Sources/") ? 400 : 500
            #expect(file.lines <= most, "\(file.path) is too long")
        }
    }

    @Test func `tasks begin only where something waits`() {
        let allowed = [
            "Sources/Terminal/CursesTerminal/EventLoop.swift",
            "Sources/Console/ConsoleRuntime/BlindTerminal.swift",
            "Sources/Console/pandora/Output/OneShot.swift",
            // What a run that was stopped has put into a store is taken back all the same.
            "Sources/Service/Destinations/WrittenKeys+CarryOut.swift",
        ]
        for file in project.files where file.path.hasPrefix("Sources/") && file.startsTask {
            #expect(allowed.contains(file.path), "\(file.path) starts a task")
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

    /// Foundation's copies 256 bytes out of a folder's listing, of which fewer may be there: with many open files it ended the
    /// whole test run.
    @Test func `no process is started by the one of Foundation`() throws {
        for folder in ["Sources", "Tests"] {
            for (path, text) in try SourceTree.swiftFiles(in: folder) {
                #expect(!text.contains(" = Process" + "()"), "\(path): use ChildCommand")
            }
        }
    }
}
