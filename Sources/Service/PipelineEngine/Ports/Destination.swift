package import PipelineAPI

package import struct FoundationEssentials.Date

/// One point, or one row of a result.
package typealias PointRecord = [String: JSONValue]

/// The target of exports: an external store, or a stand-in for one on this machine.
package protocol Destination: Sendable {
    /// Writes all records of a delivery, or throws.
    ///
    /// Delivery is in order and at least once: after a crash the same delivery, with the same
    /// `idempotencyKey`, may come again.
    func deliver(_ delivery: Delivery) async throws(DeliveryFailure)

    /// Returns the URL of a directory outside this machine that the engine is to write the files of an export into; `nil`
    /// where it writes them here.
    ///
    /// Throws where the engine cannot; `job` is the one whose engine it is. What is in the directory is lost unless it is
    /// placed.
    func directory(
        for type: ExportType,
        by engine: any SQLEngine,
        job: String?
    ) async throws(DeliveryFailure) -> String?

    /// Removes a directory that ``directory(for:by:job:)`` has returned, as far as it can be; ignores others.
    func discard(_ directory: String) async

    /// Throws where the files could not be placed; places nothing.
    func check(_ files: ResultFiles) async throws(DeliveryFailure)

    /// Moves files from a private directory to where the spec says, by its save mode.
    func place(_ files: ResultFiles) async throws(DeliveryFailure)

    /// Removes what is remembered of a source that was deleted, as far as it can be; what it delivered stays.
    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) async
}

extension Destination {
    /// For destinations on this machine.
    package func directory(
        for type: ExportType,
        by engine: any SQLEngine,
        job: String?
    ) async throws(DeliveryFailure) -> String? { nil }

    package func discard(_ directory: String) async {}
}

/// Records to be written to a destination.
package struct Delivery: Sendable {
    package var type: ExportType
    package var spec: JSONValue
    /// The sender, such as `repo/export#17` with the export's identity; a destination keeps its idempotency
    /// keys by source.
    package var source: String
    /// Identifies a delivery among those of its source; a repetition has the same.
    package var idempotencyKey: String
    /// The id of the run whose result this is; `nil` for points.
    ///
    /// What a run delivers replaces what it delivered before.
    package var run: Int?
    /// The fields of the records, in their order.
    package var schema: [SchemaField]
    /// Returns the next chunk of records, `nil` after the last.
    package var nextRecords: @Sendable () throws -> [PointRecord]?
    /// The time that replaces variables in names.
    package var time: Date
    /// The absolute path of an existing directory that only this delivery uses.
    package var workDirectory: String
    /// The position before the first point; 0 for the result of a run.
    ///
    /// A repetition after a crash has the same.
    package var position: Int64
    /// The number of points that were delivered before the first; 0 for the result of a run.
    package var firstNumber = 0
    /// Returns when the records that `nextRecords` has returned last arrived: a repetition has the same.
    package var arrivedAt: @Sendable () -> Date
    /// Takes the reason why records were left out although the others were accepted.
    package var onOmission: @Sendable (String) -> Void = { _ in }

    package init(
        type: ExportType,
        spec: JSONValue,
        source: String,
        idempotencyKey: String,
        run: Int? = nil,
        schema: [SchemaField],
        nextRecords: @escaping @Sendable () throws -> [PointRecord]?,
        time: Date,
        workDirectory: String,
        position: Int64 = 0
    ) {
        self.type = type
        self.spec = spec
        self.source = source
        self.idempotencyKey = idempotencyKey
        self.run = run
        self.schema = schema
        self.nextRecords = nextRecords
        self.time = time
        self.workDirectory = workDirectory
        self.position = position
        arrivedAt = { time }
    }
}

/// Files of a job's result, and where its export places them.
package struct ResultFiles: Sendable {
    package var type: ExportType
    package var spec: JobFileExportSpec
    /// The sender, such as `job/export#17` with the export's identity.
    package var source: String
    /// The absolute path, or the URL in HDFS, of the directory that the files are in; `paths` are relative to it.
    package var directory: String
    package var paths: [String]
    /// The id of the run: what it placed before is replaced, and it is part of the files' names where they
    /// are added to others.
    package var run: Int
    /// The key or path with its variables replaced, without a file name where the document has none.
    package var target: String
    /// Whether the target is the name of the only file, and not that of a folder of files.
    package var isSingleFile: Bool
    package var time: Date
    /// The record of the run, Successful, that is stored together with the placement: the run's last one.
    package var ending: RunRecord?

    package init(
        type: ExportType,
        spec: JobFileExportSpec,
        source: String,
        directory: String,
        paths: [String],
        run: Int,
        target: String,
        isSingleFile: Bool,
        time: Date
    ) {
        self.type = type
        self.spec = spec
        self.source = source
        self.time = time
        self.directory = directory
        self.paths = paths
        self.run = run
        self.target = target
        self.isSingleFile = isSingleFile
    }
}

/// Why a delivery was not accepted, and what to do.
package struct DeliveryFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
