import PipelineAPI
import PipelineEngine

/// A table whose files were looked through: what to tell DuckDB of each, so that it has nothing to guess.
struct PreparedTable {
    var name: String
    var schema: [SchemaField]
    var format: FileFormat
    var groups: [FileGroup] = []
    /// Whether the values are known to fit the schema.
    var isChecked = false
    /// What is to be said of a run that reads the table.
    var notes: [String] = []

    /// Files that are read alike.
    struct FileGroup: Equatable {
        var paths: [String]
        var reading: Reading
    }

    struct Reading: Hashable {
        /// `gzip`, `zstd` or `none`.
        var compression = "none"
        /// The names of the columns, in the order of the file; empty where the format has the names with the values.
        var columns: [String] = []
        /// Whether the file is a copy, which has commas, LF and no header.
        var isCopy = false
        /// Whether DuckDB must read the file with one thread, since there are line ends inside of quotes.
        var isSequential = false
        /// The length of the longest line, in MiB, where it is more than DuckDB reads by itself.
        var longest = 0

        /// The compression by the word that DuckDB's reader of JSON knows it by.
        var jsonCompression: String { compression == "none" ? "uncompressed" : compression }
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
struct FileNames {
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

    subscript(path: String) -> String {
        names[path] ?? String(path.split(separator: "/").last ?? "a file")
    }

    /// The file that a path is a copy of, or the path itself.
    func original(of path: String) -> String { originals[path] ?? path }

    /// The paths, the longest first, so that none is replaced within another.
    var paths: [String] { names.keys.sorted { ($0.count, $0) > ($1.count, $1) } }
}
