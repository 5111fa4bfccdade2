package import PipelineAPI

/// A database on this machine that stands in for an external store of time series, logs, reports or
/// documents.
package protocol DestinationStore: Sendable {
    /// Writes a delivery in one transaction.
    ///
    /// The rows of a run replace those that it delivered before. Of points, a delivery with the
    /// `idempotencyKey` of the source's last is skipped.
    func write(_ delivery: StoreDelivery) async throws(DeliveryFailure)

    /// Removes what a database remembers of a source, as far as it can be; rows and documents stay.
    func forget(_ source: String, in file: String) async
}

/// Rows or documents for one table of one database.
package struct StoreDelivery: Sendable {
    package enum Content: Sendable {
        /// Rows with a value for each column; a column that the table lacks is added.
        case rows(replacingAll: Bool)
        /// Documents identified by a key. `merge` returns the new document from the stored one and a
        /// record; `nil` leaves the stored one unchanged.
        case documents(
            key: @Sendable (PointRecord) -> String?,
            merge: @Sendable (JSONValue?, PointRecord) throws -> JSONValue?
        )
    }

    /// The database's file, relative to the directory of all databases, such as `tsdb/metrics.sqlite`.
    package var file: String
    package var table: String
    package var source: String
    package var idempotencyKey: String
    /// The id of the run whose result this is; `nil` for points.
    package var run: Int?
    package var content: Content
    /// Returns the next chunk of rows, `nil` after the last.
    package var nextRows: @Sendable () throws -> [PointRecord]?

    package init(
        file: String,
        table: String,
        source: String,
        idempotencyKey: String,
        run: Int? = nil,
        content: Content,
        nextRows: @escaping @Sendable () throws -> [PointRecord]?
    ) {
        self.file = file
        self.table = table
        self.source = source
        self.idempotencyKey = idempotencyKey
        self.run = run
        self.content = content
        self.nextRows = nextRows
    }
}
