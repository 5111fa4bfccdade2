import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Writes time series, logs, reports and documents to databases that stand in for the external stores.
struct StoreDestination: Sendable {
    let store: any DestinationStore

    func deliver(_ delivery: Delivery) async throws(DeliveryFailure) {
        switch delivery.type {
        case .tsdb: try await deliverSeries(delivery)
        case .logdb: try await deliverLogs(delivery)
        case .report: try await deliverReport(delivery)
        case .mongodb, .mongo: try await deliverDocuments(delivery)
        default: throw DeliveryFailure("nothing delivers exports of type '\(delivery.type)'")
        }
    }

    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) async {
        guard let file = try? StoreDestination.file(of: type, spec) else { return }
        await store.forget(source, in: file)
    }

    /// Returns the database's file, relative to the directory of all databases.
    static func file(of type: ExportType, _ spec: JSONValue) throws(APIError) -> String {
        let parts: [String?] =
            switch type {
            case .tsdb: ["tsdb", try spec.decoded(as: TSDBExportSpec.self).destRepoName]
            case .logdb: ["logdb", try spec.decoded(as: LogDBExportSpec.self).destRepoName]
            case .report: ["report", try spec.decoded(as: ReportExportSpec.self).dbName]
            default:
                ["mongodb"]
                    + [try spec.decoded(as: MongoExportSpec.self)].flatMap { [$0.host, $0.dbName] }
            }
        return parts.map { FilePlacement.fileName($0 ?? "") }.joined(separator: "/") + ".sqlite"
    }

    private func deliverSeries(_ delivery: Delivery) async throws(DeliveryFailure) {
        let series = SeriesPoint(try delivery.spec(as: TSDBExportSpec.self))
        let arrival = delivery.time
        try await write(
            delivery,
            table: series.spec.series ?? "",
            .rows(replacingAll: false)
        ) { try series.row(of: $0, arrival: arrival) }
    }

    private func deliverLogs(_ delivery: Delivery) async throws(DeliveryFailure) {
        let spec = try delivery.spec(as: LogDBExportSpec.self)
        let doc = spec.doc ?? .object([:])
        try await write(
            delivery,
            table: "log",
            .rows(replacingAll: false)
        ) { record in
            let filled = RecordTemplate.fill(doc, from: record, isReference: { _ in true })
            return ["doc": .string(try Self.text(of: filled))]
        }
    }

    private func deliverReport(_ delivery: Delivery) async throws(DeliveryFailure) {
        let spec = try delivery.spec(as: ReportExportSpec.self)
        let mapping = FieldMapping(spec.columns ?? [:], schema: delivery.schema)
        try await write(
            delivery,
            table: spec.tableName ?? "",
            .rows(replacingAll: spec.saveMode == "overwrite")
        ) { mapping.map($0) }
    }

    private func deliverDocuments(_ delivery: Delivery) async throws(DeliveryFailure) {
        let spec = try delivery.spec(as: MongoExportSpec.self)
        let change = DocumentUpdate(spec)
        try await write(
            delivery,
            table: spec.collName ?? "",
            .documents(
                key: { change.key(of: $0) },
                merge: { [time = delivery.time] in try change.merge($0, $1, at: time) }
            )
        ) { $0 }
    }

    private func write(
        _ delivery: Delivery,
        table: String,
        _ content: StoreDelivery.Content,
        _ row: @escaping @Sendable (PointRecord) throws -> PointRecord?
    ) async throws(DeliveryFailure) {
        let file: String
        do throws(APIError) {
            file = try StoreDestination.file(of: delivery.type, delivery.spec)
        } catch { throw DeliveryFailure("the export's spec cannot be read: \(error.message)") }
        let rows = StoreDelivery(
            file: file,
            table: table,
            source: delivery.source,
            idempotencyKey: delivery.idempotencyKey,
            run: delivery.run,
            content: content,
            nextRows: { try delivery.nextRecords()?.compactMap(row) }
        )
        try await store.write(rows)
    }

    private static func text(of value: JSONValue) throws -> String {
        String(decoding: try JSONCoding.encode(value), as: UTF8.self)
    }
}
