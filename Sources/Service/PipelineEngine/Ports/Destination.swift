package import PipelineAPI

package import struct FoundationEssentials.Date

/// One point, or one row of a result.
package typealias PointRecord = [String: JSONValue]

/// Where exports write: a store outside, or what stands in for one on this machine.
package protocol Destination: Sendable {
    /// Delivers a delivery whole, or throws and has delivered nothing that counts.
    ///
    /// The same delivery, by its idempotencyKey, may come again after a crash: at least once, in order.
    func deliver(_ delivery: Delivery) async throws(DeliveryFailure)

    /// Throws where the files could not be put in place, and puts nothing there.
    func check(_ files: ResultFiles) async throws(DeliveryFailure)

    /// Puts files that were written in a private directory where the spec says, by its save mode.
    func place(_ files: ResultFiles) async throws(DeliveryFailure)
}

/// Records on their way to a destination.
package struct Delivery: Sendable {
    package var type: ExportType
    package var spec: JSONValue
    /// Who sends: `repo/export` or `job/export`; a destination keeps its idempotency keys by source.
    package var source: String
    /// Tells a delivery from the source's others: equal for a repetition.
    package var idempotencyKey: String
    /// The fields of the records, in their order.
    package var schema: [SchemaField]
    /// Answers the records chunk by chunk, `nil` after the last.
    package var nextRecords: @Sendable () throws -> [PointRecord]?
    /// The time that variables in names are filled in with.
    package var time: Date
    /// A directory of this delivery's own, which exists.
    package var workDirectory: String

    package init(
        type: ExportType,
        spec: JSONValue,
        source: String,
        idempotencyKey: String,
        schema: [SchemaField],
        nextRecords: @escaping @Sendable () throws -> [PointRecord]?,
        time: Date,
        workDirectory: String
    ) {
        self.type = type
        self.spec = spec
        self.source = source
        self.idempotencyKey = idempotencyKey
        self.schema = schema
        self.nextRecords = nextRecords
        self.time = time
        self.workDirectory = workDirectory
    }
}

/// Files of a job's result, and where its export wants them.
package struct ResultFiles: Sendable {
    package var type: ExportType
    package var spec: JobFileExportSpec
    /// Who sends: `job/export`.
    package var source: String
    /// The directory they stand in, with their paths relative to it.
    package var directory: String
    package var paths: [String]
    /// Set apart from the files of other runs where they are added to what is there.
    package var idempotencyKey: String
    /// The key or path with its variables filled in, without a name where the document leaves it out.
    package var target: String
    /// Whether the target is the file's own name and not the name of what holds the files.
    package var isSingleFile: Bool
    package var time: Date

    package init(
        type: ExportType,
        spec: JobFileExportSpec,
        source: String,
        directory: String,
        paths: [String],
        idempotencyKey: String,
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
        self.idempotencyKey = idempotencyKey
        self.target = target
        self.isSingleFile = isSingleFile
    }
}

/// Why a delivery was not accepted, in words that say what to do.
package struct DeliveryFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
