import FoundationEssentials
import PipelineAPI
import PipelineEngine

extension FileDestination {
    /// Throws where the save mode forbids what `place` would do.
    func check(_ files: ResultFiles) throws(DeliveryFailure) {
        guard files.spec.saveMode == "errorIfExists",
            FileManager.default.fileExists(atPath: target(of: files))
        else { return }
        throw DeliveryFailure(
            "'\(files.target)' exists already: remove it, or use saveMode overwrite"
        )
    }

    /// Places the files of a job's result by the save mode of the batch document.
    func place(_ files: ResultFiles) throws(DeliveryFailure) {
        do {
            let target = target(of: files)
            let isThere = FileManager.default.fileExists(atPath: target)
            let mode = files.spec.saveMode.nonEmpty ?? "overwrite"
            switch mode {
            case "ignore" where isThere: return
            case "errorIfExists": try check(files); try replace(target, with: files)
            case "append" where isThere: try append(files, to: target)
            default: try replace(target, with: files)
            }
            let retention = Retention(
                root: root,
                source: files.source,
                days: files.spec.retention ?? 0
            )
            try retention.keep(target, at: files.time)
        } catch {
            throw FileDestination.failure(error)
        }
    }

    private func target(of files: ResultFiles) -> String {
        guard files.type == .kodo else {
            return "\(root)/hdfs/" + FilePlacement.path(ofHDFS: files.target)
        }
        return "\(root)/buckets/\(files.spec.bucket ?? "")/" + files.target
    }

    private func isFile(_ files: ResultFiles) -> Bool {
        files.isSingleFile && !files.target.hasSuffix("/") && files.paths.count == 1
    }

    /// Replaces what is at the target: it is moved away first and deleted last, so that a failure in
    /// between loses nothing.
    private func replace(_ target: String, with files: ResultFiles) throws {
        let old = files.directory + ".replaced"
        let isThere = FileManager.default.fileExists(atPath: target)
        if isThere { try FilePlacement.move(target, to: old) }
        do {
            let source = isFile(files) ? files.directory + "/" + files.paths[0] : files.directory
            try FilePlacement.move(source, to: target)
        } catch {
            if isThere { try? FilePlacement.move(old, to: target) }
            throw error
        }
        try? FileManager.default.removeItem(atPath: old)
    }

    private func append(_ files: ResultFiles, to target: String) throws {
        guard !isFile(files) else { return try extend(target, with: files) }
        for path in files.paths {
            // Parts of an earlier run have this name: those of this run contain its idempotencyKey.
            let marked = path.replacing("part-", with: "part-\(files.idempotencyKey)-")
            try FilePlacement.move(files.directory + "/" + path, to: target + "/" + marked)
        }
    }

    /// Appends lines to the single file of an export; a parquet file cannot be appended to.
    private func extend(_ target: String, with files: ResultFiles) throws {
        let isPlain = (files.spec.compression.nonEmpty ?? "none") == "none"
        let hasHeader = files.spec.format == "csv" && files.spec.containsHeader == true
        guard files.spec.format != "parquet", isPlain || !hasHeader else {
            throw DeliveryFailure(
                "'\(files.target)' cannot be added to: use more than one file, or saveMode overwrite"
            )
        }
        var whole = try Data(contentsOf: URL(filePath: target))
        var added = try Data(contentsOf: URL(filePath: files.directory + "/" + files.paths[0]))
        if hasHeader, let end = added.firstIndex(of: UInt8(ascii: "\n")) {
            added = added[added.index(after: end)...]
        }
        whole.append(added)
        try whole.write(to: URL(filePath: target), options: .atomic)
    }
}
