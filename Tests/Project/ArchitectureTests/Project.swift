/// What the structure tests judge: the map, the manifest and the files, each of which a test may plant faults in.
struct Project {
    var map: ProjectMap
    var manifest: Manifest
    var files: [SwiftFile]

    /// The project as it is, read once.
    static let current: Result<Project, any Error> = Result {
        let architecture = try SourceTree.text(of: "ARCHITECTURE.md")
        guard let map = ProjectMap(architecture: architecture) else { throw MissingMap() }
        let files = try SourceTree.swiftFiles(in: "Sources") + SourceTree.swiftFiles(in: "Tests")
        return Project(
            map: map,
            manifest: Manifest(try SourceTree.text(of: "Package.swift")),
            files: files.map(SwiftFile.init)
        )
    }

    /// Returns the same with one more file.
    func with(_ path: String, _ text: String) -> Project {
        var project = self
        project.files.append(SwiftFile(path: path, text: text))
        return project
    }

    struct MissingMap: Error {}
}
