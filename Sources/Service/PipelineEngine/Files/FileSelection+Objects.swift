import FoundationEssentials
package import PipelineAPI

extension FileSelection {
    /// The bytes of a file's name; Linux and macOS allow 255.
    private static let longestName = 255

    /// Returns the files of a source as `files` does; objects of a store are copied into a directory of the caller's.
    ///
    /// They are copied whole before an engine reads them, so that files of a store are held to the same rules as those
    /// of this machine, and a computation needs no key and no network. Files of HDFS are read by the engine itself, which
    /// throws `E18337` where it cannot; `job` is the one whose engine it is.
    package func files(
        of source: DataSource,
        filter: String,
        scope: VariableScope,
        copiesIn directory: String,
        by engine: any SQLEngine,
        job: String? = nil
    ) async throws(APIError) -> InputFiles {
        if source.type == .hdfs, let server = hdfs() {
            return try await files(
                of: source,
                on: server,
                filter: filter,
                scope: scope,
                by: engine,
                job: job
            )
        }
        guard source.type == .kodo, let store = objects() else {
            return try files(of: source, filter: filter, scope: scope)
        }
        return try await copies(of: source, in: store, filter, scope, to: directory)
    }

    /// Returns the files of a source as `existingFiles` does, objects of a store copied.
    package func existingFiles(
        of source: DataSource,
        scope: VariableScope,
        copiesIn directory: String,
        by engine: any SQLEngine
    ) async throws(APIError) -> InputFiles? {
        if source.type == .hdfs, hdfs() != nil {
            return try await files(
                of: source,
                filter: "",
                scope: scope,
                copiesIn: directory,
                by: engine
            )
        }
        guard source.type == .kodo, let store = objects() else {
            return try existingFiles(of: source, scope: scope)
        }
        return try await copies(of: source, in: store, "", scope, to: directory)
    }

    /// A path for copies that nobody else has; what is left there is removed at the next start.
    package func newCopiesPath() -> String {
        "\(RunPaths(root: root).scratch)/objects-\(UUID().uuidString)"
    }

    private func copies(
        of source: DataSource,
        in store: any ObjectSource,
        _ filter: String,
        _ scope: VariableScope,
        to directory: String
    ) async throws(APIError) -> InputFiles {
        let prefixes = try place(of: source).1.map { $0 + filter }
        let wanted = try prefixes.map { prefix throws(APIError) in try scope.fill(prefix) }
        let bucket = source.spec.bucket ?? ""
        let keys = try await store.keys(in: bucket, prefixes: wanted)
        let found = try matching(prefixes, among: keys, scope)
        // What ends with a slash is how consoles of stores show an empty folder.
        let copies = try FileSelection.copies(
            of: found.filter { !$0.hasSuffix("/") }.sorted(),
            to: directory
        )
        try? FileManager.default.removeItem(atPath: directory)
        do {
            for folder in Set(copies.map(\.folder)).union([directory]) {
                try FileManager.default.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true
                )
            }
        } catch {
            throw APIError(
                .internalError,
                "the objects of bucket '\(bucket)' cannot be copied here: look for room on the disk"
            )
        }
        try await store.copy(copies, from: bucket)
        return InputFiles(
            paths: copies.map(\.path),
            format: try FileSelection.format(of: source.spec, source.type),
            directory: directory
        )
    }

    /// Returns a file for each key, called by it, so that messages name the object.
    ///
    /// A key that is no path, or is below another, is one name in which `/` is written `%2F`.
    static func copies(of keys: [String], to directory: String) throws(APIError) -> [ObjectCopy] {
        let objects = Set(keys.map { $0[...] })
        return try keys.map { key throws(APIError) in
            let names = key.split(separator: "/", omittingEmptySubsequences: false)
            let isPath = names.allSatisfy { name in
                !["", ".", ".."].contains(name) && name.utf8.count <= longestName
            }
            let isBelow = key.indices.contains { key[$0] == "/" && objects.contains(key[..<$0]) }
            let isPlain = isPath && !isBelow && !key.contains("\0")
            let name = isPlain ? key : key.replacingSlashes()
            guard isPlain || name.utf8.count <= longestName else {
                throw APIError(
                    .invalidPathCharacter,
                    "object '\(key)' cannot be a file on this machine: name it with shorter parts between slashes"
                )
            }
            return ObjectCopy(key: key, path: directory + "/" + name)
        }
    }
}

extension ObjectCopy {
    /// The path of the folder that the file is in.
    fileprivate var folder: String {
        String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
    }
}

extension String {
    fileprivate func replacingSlashes() -> String {
        split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
    }
}
