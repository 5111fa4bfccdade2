/// What holds of the project's structure; each rule returns a sentence for every fault.
struct StructureRules {
    let project: Project
    private let imports: [String: Set<String>]

    init(_ project: Project) {
        self.project = project
        imports = Dictionary(
            project.files.map { ($0.targetFolder, Set($0.imports)) },
            uniquingKeysWith: { $0.union($1) }
        )
    }

    /// Modules that come with Swift or the system; what the programs ship uses no Foundation of full size.
    static let system: Set<String> = [
        "Darwin", "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
    ]
    static let systemOfTests = system.union(["Foundation", "Testing"])

    private var map: ProjectMap { project.map }
    private var manifest: Manifest { project.manifest }

    /// Targets of Sources and Tests/Support, which the map lists one by one.
    private var mapped: [Manifest.Target] { manifest.targets.filter { !$0.isTest } }

    var faults: [String] {
        placesOfTargets + declaredDependencies + imported + unused + importersOfLibraries
            + roomsOfDependencies + contentsOfProducts + sentences
    }

    // MARK: - The map and the manifest

    /// Every target is on the map, in the room it lies in, and the map has no others.
    var placesOfTargets: [String] {
        mapped.compactMap { target in
            guard let place = map.target(named: target.name)?.path else {
                return "the map lacks the target '\(target.name)'"
            }
            return place == target.path
                ? nil : "the map has '\(target.name)' in \(place), Package.swift in \(target.path)"
        }
            + map.targets.filter { manifest.target(named: $0.name) == nil }.map {
                "the map has '\($0.name)', which Package.swift does not"
            }
    }

    /// What a target declares is what the map allows it, neither more nor less.
    var declaredDependencies: [String] {
        mapped.flatMap { target -> [String] in
            let allowed = Set(map.target(named: target.name)?.dependencies ?? [])
            let declared = Set(target.dependencies)
            return declared.subtracting(allowed).sorted().map {
                "'\(target.name)' declares '\($0)', which the map does not allow it"
            }
                + allowed.subtracting(declared).sorted().map {
                    "the map allows '\(target.name)' '\($0)', which it does not declare"
                }
        }
    }

    var sentences: [String] {
        map.targets.filter(\.sentence.isEmpty).map { "the map says nothing of '\($0.name)'" }
            + map.rooms.filter(\.sentence.isEmpty).map { "the map says nothing of '\($0.path)'" }
            + map.shared.filter(\.value.isEmpty).map { "'\($0.key)' is shared without a reason" }
    }

    // MARK: - Imports

    /// A file imports what its target declares, and system modules; nothing that merely happens to be built.
    var imported: [String] {
        project.files.flatMap { file -> [String] in
            guard let target = manifest.targets.first(where: { $0.path == file.targetFolder })
            else { return ["\(file.path) belongs to no target"] }
            let isTest = file.path.hasPrefix("Tests/")
            let allowed = (isTest ? Self.systemOfTests : Self.system).union(target.dependencies)
            return Set(file.imports).subtracting(allowed).sorted().map {
                "\(file.path) imports '\($0)', which '\(target.name)' does not declare"
            }
        }
    }

    /// What is declared is imported, but for programs that a test runs.
    var unused: [String] {
        manifest.targets.filter { !$0.isC }.flatMap { target -> [String] in
            let used = imports[target.path] ?? []
            return target.dependencies.filter { name in
                let isRun = target.isTest && manifest.target(named: name)?.isProgram == true
                return !used.contains(name) && !isRun
            }.map { "'\(target.name)' declares '\($0)' and never imports it" }
        }
    }

    /// A library has one importer, or a reason on the map.
    var importersOfLibraries: [String] {
        let libraries = Set(map.targets.flatMap(\.libraries))
            .union(manifest.libraries)
        let importers = Dictionary(
            uniqueKeysWithValues: libraries.map { library in
                let folders = imports.filter { $0.value.contains(library) }.keys
                return (library, folders.filter { $0.hasPrefix("Sources/") }.sorted())
            }
        )
        return importers.sorted { $0.key < $1.key }.compactMap { library, folders in
            switch (folders.count, map.shared[library]) {
            case (0, _): "no source imports '\(library)'"
            case (1, nil), (2..., _?): nil
            case (1, _?): "'\(library)' has one importer and needs no reason"
            default:
                "'\(library)' has \(folders.count) importers: \(folders.joined(separator: ", "))"
            }
        }
    }

    // MARK: - Rooms

    /// A target imports from its own room and from those its room may.
    var roomsOfDependencies: [String] {
        map.targets.flatMap { target -> [String] in
            let rooms = [target.room] + (map.room(at: target.room)?.rooms ?? [])
            return target.targets.compactMap { name in
                guard let other = map.target(named: name) else {
                    return "'\(target.name)' may import '\(name)', which the map does not have"
                }
                return rooms.contains(other.room)
                    ? nil : "'\(target.name)' may not import '\(name)' from \(other.room)"
            }
        }
    }

    /// Nothing a user installs is built from what measures or tests.
    var contentsOfProducts: [String] {
        manifest.products.flatMap { product in
            manifest.closure(of: product).sorted().filter { name in
                let path = manifest.target(named: name)?.path ?? ""
                return !path.hasPrefix("Sources/") || path.hasPrefix("Sources/Measuring/")
            }.map { "'\(product)' is built from '\($0)'" }
        }
    }

    // MARK: - Sizes

    static let longestFunction = 50
    static let mostFilesOfFolder = 20

    /// Functions of the sources over the ceiling, but for the exceptions, which must be over it.
    func longFunctions(except exceptions: Set<String> = []) -> [String] {
        let long = project.files.filter { $0.path.hasPrefix("Sources/") }.flatMap { file in
            file.functions.filter { $0.lines > Self.longestFunction }.map { (file.path, $0) }
        }
        let names = Set(long.map { "\($0.0) \($0.1.name)" })
        return long.filter { !exceptions.contains("\($0.0) \($0.1.name)") }.map { path, function in
            "\(path):\(function.line): '\(function.name)' has \(function.lines) lines"
        }
            + exceptions.subtracting(names).sorted().map {
                "'\($0)' is not long and needs no exception"
            }
    }

    func fullFolders(except exceptions: Set<String> = []) -> [String] {
        let counts = Dictionary(grouping: project.files, by: \.folder).mapValues(\.count)
            .filter { $0.key.hasPrefix("Sources/") && $0.value > Self.mostFilesOfFolder }
        return counts.filter { !exceptions.contains($0.key) }.map {
            "\($0.key) has \($0.value) files"
        }
            + exceptions.subtracting(counts.keys).map {
                "'\($0)' is not full and needs no exception"
            }
    }
}
