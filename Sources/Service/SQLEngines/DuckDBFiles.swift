/// What DuckDB can read of files, judged by how their names end.
enum DuckDBFiles {
    /// Endings of what other engines read and DuckDB does not, with what they are.
    private static let unreadable = [
        "orc": "orc", "bz2": "bzip2", "lzo": "lzo", "lz4": "lz4", "snappy": "snappy",
        "deflate": "deflate",
    ]

    /// Why a set of files cannot be read; `nil` where it can.
    ///
    /// Said before DuckDB tries, since it takes such a file for a broken one of the declared format.
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
