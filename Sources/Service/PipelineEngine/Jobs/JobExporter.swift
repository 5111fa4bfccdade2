import FoundationEssentials
import PipelineAPI

/// Exports a run's result by the job's exports, as the last part of the run.
///
/// **Invariant:** the files of all exports are written in a directory of their own first and placed
/// together, after every other delivery was accepted: a run that is stopped, or fails before, leaves none.
/// The run's end is stored in one transaction with the last of them: where the files are in their place, also
/// across a crash, the run is Successful.
struct JobExporter: Sendable {
    let engines: Engines
    /// The absolute path of the directory that every start of the service empties: a kill after the run's end leaves
    /// nothing beside its result.
    let scratch: String
    let destination: any Destination
    let zone: LocalZone
    let now: @Sendable () -> Date

    /// A run's result: the file and its fields.
    struct Result: Sendable {
        var run: RunRecord
        var job: JobRecord
        var path: String
    }

    /// Delivers the result and, where the last delivery places files, stores the run as `ended`.
    ///
    /// Throws the reason, with the export's name.
    func export(
        _ result: Result,
        by exports: [JobExportRecord],
        ending ended: RunRecord
    ) async throws(QueryFailure) {
        let directory = scratch + "/exports-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var ready: [(JobExportRecord, PreparedExport)] = []
        do throws(QueryFailure) {
            for export in exports {
                let prepared = try await naming(export) {
                    try await prepare(export, result, directory)
                }
                ready.append((export, prepared))
            }
            try await deliver(ready, ending: ended)
            await discard(ready)
        } catch {
            await discard(ready)
            throw error
        }
    }

    private func deliver(
        _ ready: [(JobExportRecord, PreparedExport)],
        ending ended: RunRecord
    ) async throws(QueryFailure) {
        for (export, prepared) in ready {
            guard case .files(let files) = prepared else { continue }
            try await naming(export) { try await destination.check(files) }
        }
        guard !Task.isCancelled else { throw .stopped }
        for (export, prepared) in ready {
            guard case .delivery(let delivery) = prepared else { continue }
            try await naming(export) { try await destination.deliver(delivery) }
        }
        let placed: [(JobExportRecord, ResultFiles)] = ready.compactMap { export, prepared in
            if case .files(let files) = prepared { (export, files) } else { nil }
        }
        for (number, (export, files)) in placed.enumerated() {
            var files = files
            files.ending = number == placed.count - 1 ? ended : nil
            try await naming(export) { [files] in try await destination.place(files) }
        }
    }

    /// Removes what is left of the files outside this machine.
    private func discard(_ ready: [(JobExportRecord, PreparedExport)]) async {
        for case (_, .files(let files)) in ready { await destination.discard(files.directory) }
    }

    private enum PreparedExport {
        case files(ResultFiles)
        case delivery(Delivery)
    }

    private func naming<Value>(
        _ export: JobExportRecord,
        _ body: () async throws -> Value
    ) async throws(QueryFailure) -> Value {
        do {
            return try await body()
        } catch QueryFailure.stopped {
            throw .stopped
        } catch QueryFailure.failed(let reason) {
            throw .failed("export '\(export.name)': \(reason)")
        } catch {
            let reason =
                (error as? APIError)?.message ?? (error as? CocoaError)?.ofOwnFiles ?? "\(error)"
            throw Task.isCancelled ? .stopped : .failed("export '\(export.name)': \(reason)")
        }
    }

    private func prepare(
        _ export: JobExportRecord,
        _ result: Result,
        _ work: String
    ) async throws -> PreparedExport {
        let directory = work + "/" + export.name
        try FileManager.default.createDirectory(
            atPath: directory + "/files",
            withIntermediateDirectories: true
        )
        return export.type == .kodo || export.type == .hdfs
            ? .files(try await writeFiles(export, result, in: directory))
            : .delivery(try await delivery(export, result, in: directory))
    }

    private func writeFiles(
        _ export: JobExportRecord,
        _ result: Result,
        in directory: String
    ) async throws -> ResultFiles {
        let spec = try export.spec.decoded(as: JobFileExportSpec.self)
        let engine = engines.engine(ofJob: result.run.job)
        let outside = try await destination.directory(
            for: export.type,
            by: engine,
            job: result.run.job
        )
        let writing = FileWriting(
            table: table(result),
            directory: outside ?? directory + "/files",
            workDirectory: directory,
            format: spec.format.nonEmpty ?? "json",
            compression: spec.compression.nonEmpty ?? "none",
            delimiter: spec.delimiter,
            containsHeader: spec.containsHeader ?? false,
            partitionBy: spec.partitionBy ?? [],
            fileCount: spec.fileCount ?? 1
        )
        let isManual = result.job.definition.scheduler.type == .manual
        let isSingle = isManual && writing.fileCount == 1 && writing.partitionBy.isEmpty
        let wanted = (export.type == .hdfs ? spec.path : spec.keyPrefix) ?? ""
        let isNamed = export.type == .hdfs || (isManual && !wanted.isEmpty)
        let time = now()
        return ResultFiles(
            type: export.type,
            spec: spec,
            source: export.source,
            directory: writing.directory,
            paths: try await written(writing, by: engine),
            run: result.run.runId,
            target: try isNamed
                ? ObjectName.fill(wanted, at: time, in: zone)
                : ObjectName.name(from: wanted, at: time, in: zone),
            isSingleFile: isSingle && export.type == .kodo,
            time: time
        )
    }

    private func written(
        _ writing: FileWriting,
        by engine: any SQLEngine
    ) async throws(QueryFailure) -> [String] {
        do throws(QueryFailure) {
            return try await engine.write(writing)
        } catch {
            await destination.discard(writing.directory)
            throw error
        }
    }

    private func table(_ result: Result) -> InputTable {
        InputTable(
            name: "result",
            files: InputFiles(paths: [result.path], format: .parquet),
            schema: []
        )
    }

    private func delivery(
        _ export: JobExportRecord,
        _ result: Result,
        in directory: String
    ) async throws -> Delivery {
        let path = directory + "/rows.json"
        let query = Query(
            sql: "SELECT * FROM result",
            tables: [table(result)],
            resultPath: path,
            workDirectory: directory,
            resultFormat: .jsonLines,
            isGenerated: true
        )
        _ = try await engines.engine(ofJob: result.run.job).run(query) { _ in }
        let lines = LazyJSONLineReader(path: path)
        var delivery = Delivery(
            type: export.type,
            spec: export.spec,
            source: export.source,
            idempotencyKey: "\(result.run.runId)-\(result.run.rerunCount)",
            run: result.run.runId,
            schema: result.job.schema,
            nextRecords: { try lines.next() },
            time: now(),
            // Not the one with the rows: what a destination writes must not replace them.
            workDirectory: directory + "/files"
        )
        // A rerun has the same.
        delivery.arrivedAt = { [time = result.run.batchTime] in time }
        return delivery
    }
}

extension String? {
    /// `nil` for an empty text: clients write what they do not set so.
    fileprivate var nonEmpty: String? { self?.isEmpty == true ? nil : self }
}
