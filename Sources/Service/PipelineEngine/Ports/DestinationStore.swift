package import PipelineAPI

/// A database on this machine that stands in for a store outside: a time series or log store, a report
/// database, a document store.
package protocol DestinationStore: Sendable {
    /// Writes a delivery in one transaction; one whose idempotencyKey the source's last had is written already.
    func write(_ delivery: StoreDelivery) async throws(DeliveryFailure)
}

/// Rows or documents for one table of one database.
package struct StoreDelivery: Sendable {
    package enum Content: Sendable {
        /// Rows with the value of each column; a column no row had before is added to the table.
        case rows(replacingAll: Bool)
        /// Documents told apart by a key; what becomes of one, given the one there is. `nil` leaves it.
        case documents(
            key: @Sendable (PointRecord) -> String?,
            merge: @Sendable (JSONValue?, PointRecord) -> JSONValue?
        )
    }

    /// The database's file below the directory of all, such as `tsdb/metrics.sqlite`.
    package var file: String
    package var table: String
    package var source: String
    package var idempotencyKey: String
    package var content: Content
    /// Answers the rows chunk by chunk, `nil` after the last.
    package var nextRows: @Sendable () throws -> [PointRecord]?

    package init(
        file: String,
        table: String,
        source: String,
        idempotencyKey: String,
        content: Content,
        nextRows: @escaping @Sendable () throws -> [PointRecord]?
    ) {
        self.file = file
        self.table = table
        self.source = source
        self.idempotencyKey = idempotencyKey
        self.content = content
        self.nextRows = nextRows
    }
}
