import FoundationEssentials
package import PipelineAPI

/// Selects the files of a data source at a batch time, below the directories that stand in for the stores.
///
/// `buckets/BUCKET/KEY…` is kodo, `hdfs/PATH…` is what `hdfs://host:port/PATH` maps to, and
/// `fusion/DOMAIN/…` are a domain's logs, named by their hour. A source names prefixes, as in the stores:
/// `access/2026-` selects every file whose key begins with it; of logs it names a range of hours.
/// **Invariant:** no file outside its root is ever returned, however a prefix is written and wherever a
/// link leads.
package struct FileSelection: Sendable {
    let root: String
    package let zone: LocalZone
    private let list: @Sendable (String) -> [String]?
    /// The object store in whose buckets the objects of kodo are; `nil` where they are files here.
    let objects: @Sendable () -> (any ObjectSource)?
    /// The server on which the files of hdfs are; `nil` where they are files here.
    package let hdfs: @Sendable () -> HDFSServer?

    /// `list` returns the paths of every regular file below a directory, relative to it; `nil` where there
    /// is no such directory.
    ///
    /// It must not follow links: the invariant above rests on that.
    package init(
        root: String,
        zone: LocalZone,
        list: @escaping @Sendable (String) -> [String]?,
        objects: @escaping @Sendable () -> (any ObjectSource)? = { nil },
        hdfs: @escaping @Sendable () -> HDFSServer? = { nil }
    ) {
        self.root = root
        self.zone = zone
        self.list = list
        self.objects = objects
        self.hdfs = hdfs
    }

    /// Returns the files of a source; the filter is added to each prefix, variables in both are replaced.
    ///
    /// Throws `E18638` for a prefix that leaves its root, `E18657` for an undefined variable; for
    /// logs, `E18019` for a filter that is not a range of times, `E18705` for an undefined variable.
    package func files(
        of source: DataSource,
        filter: String,
        scope: VariableScope
    ) throws(APIError) -> InputFiles {
        let (directory, _) = try place(of: source)
        return try files(of: source, among: list(directory) ?? [], filter: filter, scope: scope)
    }

    /// Returns the files of a source as `files` does; `nil` where its bucket, or its domain, does not exist.
    package func existingFiles(
        of source: DataSource,
        scope: VariableScope
    ) throws(APIError) -> InputFiles? {
        let (directory, _) = try place(of: source)
        let found = list(directory)
        guard found != nil || source.type == .hdfs else { return nil }
        return try files(of: source, among: found ?? [], filter: "", scope: scope)
    }

    private func files(
        of source: DataSource,
        among candidates: [String],
        filter: String,
        scope: VariableScope
    ) throws(APIError) -> InputFiles {
        let (directory, prefixes) = try place(of: source)
        let paths =
            source.type == .fusion
            ? try logs(among: candidates, filter.isEmpty ? source.spec.fileFilter : filter, scope)
            : try matching(prefixes.map { $0 + filter }, among: candidates, scope)
        return InputFiles(
            paths: paths.sorted().map { directory + "/" + $0 },
            format: try FileSelection.format(of: source.spec, source.type),
            directory: directory
        )
    }

    /// The most characters of a file filter.
    private static let longestFilter = 64

    /// Checks what can be known of a source's files before there are any: its filter, and the variables in its prefixes.
    ///
    /// Throws `E18614` for a filter of more than 64 characters, else what `files` throws.
    package func check(
        _ source: DataSource,
        filter: String,
        scope: VariableScope
    ) throws(APIError) {
        for text in [filter, source.spec.fileFilter ?? ""] {
            guard text.count <= FileSelection.longestFilter else {
                throw APIError(
                    .invalidBatchSpec,
                    "file filter '\(text)' has \(text.count) characters: use at most 64"
                )
            }
        }
        if source.type == .fusion {
            _ = try logs(
                among: [],
                filter.isEmpty ? source.spec.fileFilter : filter,
                scope
            )
        } else {
            _ = try matching(place(of: source).1.map { $0 + filter }, among: [], scope)
        }
    }

    /// Whether the files of a source are lines of text, which have the one column `text`.
    package static func isText(_ spec: DataSourceSpec, _ type: DataSourceType) -> Bool {
        (try? format(of: spec, type)) == .text
    }

    func matching(
        _ prefixes: [String],
        among candidates: [String],
        _ scope: VariableScope
    ) throws(APIError) -> Set<String> {
        var paths: Set<String> = []
        for prefix in prefixes {
            let wanted = try scope.fill(prefix)
            guard !wanted.split(separator: "/").contains("..") else {
                throw APIError(
                    .invalidPathCharacter,
                    "'\(wanted)' has '..' in it: name the path without"
                )
            }
            paths.formUnion(candidates.filter { $0.hasPrefix(wanted) })
        }
        return paths
    }

    private func logs(
        among candidates: [String],
        _ filter: String?,
        _ scope: VariableScope
    ) throws(APIError) -> Set<String> {
        guard let filter, !filter.isEmpty else { return Set(candidates) }
        let range: HourRange
        do throws(APIError) {
            range = try HourRange(scope.fill(filter))
        } catch {
            guard error.code == .undefinedVariable else { throw error }
            throw APIError(.undefinedPathVariable, error.message)
        }
        return Set(candidates.filter { HourRange.hour(in: $0).map(range.contains) ?? false })
    }

    /// Returns how a message names the files of a source.
    package func description(of spec: DataSourceSpec, type: DataSourceType) -> String {
        let names = type == .kodo ? spec.keyPrefixes ?? [] : spec.paths ?? spec.domains ?? []
        let quoted = names.isEmpty ? "anything" : names.map { "'\($0)'" }.joined(separator: ", ")
        return type == .kodo ? "\(quoted) in bucket '\(spec.bucket ?? "")'" : quoted
    }

    func place(of source: DataSource) throws(APIError) -> (String, [String]) {
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
            let domain = source.spec.domains?.first ?? ""
            guard !domain.isEmpty, !domain.contains("/"), !domain.hasPrefix(".") else {
                throw APIError(.invalidBatchSpec, "'\(domain)' is not a domain: check the name")
            }
            return ("\(root)/fusion/\(domain)", [])
        }
    }

    /// Returns the path of a URL: `a/b` for `hdfs://host:port/a/b`.
    private static func path(ofHDFS url: String) -> String {
        let path = url.firstRange(of: "://").map { scheme in
            url[scheme.upperBound...].drop { $0 != "/" }
        }
        return String((path ?? url[...]).drop { $0 == "/" })
    }

    static func format(
        of spec: DataSourceSpec,
        _ type: DataSourceType
    ) throws(APIError) -> FileFormat {
        switch spec.fileType ?? (type == .fusion ? "text" : nil) {
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
