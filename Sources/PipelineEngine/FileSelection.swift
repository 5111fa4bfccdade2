import FoundationEssentials
package import PipelineAPI

/// Which files a data source means at a batch time, under the roots that stand in for the stores.
///
/// `buckets/BUCKET/KEY…` is kodo, `hdfs/PATH…` is what `hdfs://host:port/PATH` maps to. What is named is a
/// prefix, as in the stores: `access/2026-` means every file whose key begins so. Nothing outside its
/// root is ever answered, however a prefix is written and wherever a link leads.
package struct FileSelection: Sendable {
    private let root: String
    package let zone: LocalZone
    private let list: @Sendable (String) -> [String]

    /// Takes what lists every regular file below a directory, as paths relative to it.
    ///
    /// A list must not follow links: the promise that nothing outside its root is answered rests on it.
    package init(
        root: String,
        zone: LocalZone,
        list: @escaping @Sendable (String) -> [String]
    ) {
        self.root = root
        self.zone = zone
        self.list = list
    }

    /// The files of a source; the filter is added to each prefix, and variables in both are filled in.
    ///
    /// Throws `E18638` for a prefix that leaves its root, `E18657` for an undefined variable.
    package func files(
        of source: DataSource,
        filter: String,
        scope: VariableScope
    ) throws(APIError) -> InputFiles {
        let (directory, prefixes) = try place(of: source)
        var paths: Set<String> = []
        let candidates = list(directory)
        for prefix in prefixes {
            let wanted = try scope.fill(prefix + filter)
            guard !wanted.split(separator: "/").contains("..") else {
                throw APIError(
                    .invalidPathCharacter,
                    "'\(wanted)' has '..' in it: name the path without"
                )
            }
            paths.formUnion(candidates.filter { $0.hasPrefix(wanted) })
        }
        return InputFiles(
            paths: paths.sorted().map { directory + "/" + $0 },
            format: try FileSelection.format(of: source.spec)
        )
    }

    /// What a message calls the files of a source.
    package func words(for spec: DataSourceSpec, type: DataSourceType) -> String {
        let names = type == .kodo ? spec.keyPrefixes ?? [] : spec.paths ?? []
        let quoted = names.isEmpty ? "anything" : names.map { "'\($0)'" }.joined(separator: ", ")
        return type == .kodo ? "\(quoted) in bucket '\(spec.bucket ?? "")'" : quoted
    }

    private func place(of source: DataSource) throws(APIError) -> (String, [String]) {
        switch source.type {
        case .kodo:
            let bucket = source.spec.bucket ?? ""
            guard !bucket.isEmpty, !bucket.contains("/"), bucket != "..", bucket != "." else {
                throw APIError(.bucketNotFound, "no bucket named '\(bucket)': check the name")
            }
            let prefixes = source.spec.keyPrefixes ?? []
            return ("\(root)/buckets/\(bucket)", prefixes.isEmpty ? [""] : prefixes)
        case .hdfs:
            return ("\(root)/hdfs", (source.spec.paths ?? []).map(FileSelection.path(ofHDFS:)))
        default:
            throw APIError(
                .invalidBatchSpec,
                "a source of type '\(source.type)' cannot be read here: use kodo or hdfs"
            )
        }
    }

    /// `hdfs://host:port/a/b` as `a/b`.
    private static func path(ofHDFS url: String) -> String {
        let path = url.firstRange(of: "://").map { scheme in
            url[scheme.upperBound...].drop { $0 != "/" }
        }
        return String((path ?? url[...]).drop { $0 == "/" })
    }

    private static func format(of spec: DataSourceSpec) throws(APIError) -> FileFormat {
        switch spec.fileType {
        case "json": .json
        case "csv":
            .csv(
                delimiter: spec.delimiter ?? ",",
                containsHeader: spec.containsHeader ?? false
            )
        case "text": .text
        case "parquet": .parquet
        default:
            throw APIError(
                .invalidBatchSpec,
                "file type '\(spec.fileType ?? "")' is unknown: use "
                    + DataSourceSpec.fileTypes.joined(separator: ", ")
            )
        }
    }
}
