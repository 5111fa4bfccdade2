package import PipelineAPI
package import PipelineEngine

/// A table whose files were looked through: what to tell an engine of each, so that it has nothing to guess.
package struct PreparedTable: Sendable {
    package var name: String
    package var schema: [SchemaField]
    package var format: FileFormat
    package var groups: [FileGroup] = []
    /// Whether the values are known to fit the schema.
    package var isChecked = false
    /// What is to be said of a run that reads the table.
    package var notes: [String] = []

    /// Files that are read alike.
    package struct FileGroup: Equatable, Sendable {
        package var paths: [String]
        package var reading: Reading
    }

    package struct Reading: Hashable, Sendable {
        /// `gzip`, `zstd` or `none`.
        package var compression = "none"
        /// The names of the columns, in the order of the file; empty where the format has the names with the values.
        package var columns: [String] = []
        /// Whether the file is a copy, which has commas, LF and no header.
        package var isCopy = false
        /// Whether the file must be read from its beginning, since there are line ends inside of quotes.
        package var isSequential = false
        /// The length of the longest line, in MiB, where it is more than readers take by themselves.
        package var longest = 0
    }

    /// Adds a file to the others that are read alike.
    mutating func add(_ path: String, _ reading: Reading) {
        if let index = groups.firstIndex(where: { $0.reading == reading }) {
            groups[index].paths.append(path)
        } else {
            groups.append(FileGroup(paths: [path], reading: reading))
        }
    }

    init(unread table: InputTable) {
        name = table.name
        schema = table.schema
        format = table.files.format
        isChecked = table.files.isChecked
        guard !table.files.paths.isEmpty else { return }
        groups = [FileGroup(paths: table.files.paths, reading: Reading())]
    }
}

/// The names of files as their users know them, by the paths of the machine.
package struct FileNames: Sendable {
    private var names: [String: String] = [:]
    private var originals: [String: String] = [:]

    mutating func add(_ files: InputFiles) {
        for path in files.paths { names[path] = files.name(of: path) }
    }

    /// Gives a copy the name of its original.
    mutating func add(copy: String, of original: String) {
        names[copy] = self[original]
        originals[copy] = original
    }

    package subscript(path: String) -> String {
        names[path] ?? String(path.split(separator: "/").last ?? "a file")
    }

    /// The file that a path is a copy of, or the path itself.
    func original(of path: String) -> String { originals[path] ?? path }

    /// Returns a text with names in the place of paths; the longest first, so that none is replaced within another.
    package func naming(_ text: String) -> String {
        names.keys.sorted { ($0.count, $0) > ($1.count, $1) }
            .reduce(text) { $0.replacing($1, with: self[$1]) }
    }
}
