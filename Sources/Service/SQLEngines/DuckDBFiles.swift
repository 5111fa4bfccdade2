/// Which files DuckDB can read, by the extensions of their names.
enum DuckDBFiles {
    /// Extensions of files that other engines read and DuckDB does not, with their formats.
    private static let unreadable = [
        "orc": "orc", "bz2": "bzip2", "lzo": "lzo", "lz4": "lz4", "snappy": "snappy",
        "deflate": "deflate",
    ]

    /// Returns why a set of files cannot be read; `nil` if it can.
    ///
    /// Checked before DuckDB starts, which would report such a file as a corrupt one of the declared
    /// format.
    static func refusal(of paths: [String]) -> String? {
        for path in paths {
            let file = path.split(separator: "/").last ?? ""
            guard let dot = file.lastIndex(of: "."),
                let format = unreadable[file[file.index(after: dot)...].lowercased()]
            else { continue }
            return "duckdb cannot read \(format), as '\(file)' is written: the spark engine can; "
                + "for duckdb store it plain, or with gzip or zstd"
        }
        return nil
    }
}
