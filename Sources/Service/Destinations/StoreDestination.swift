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

    private func deliverSeries(_ delivery: Delivery) async throws(DeliveryFailure) {
        let series = SeriesPoint(try delivery.spec(as: TSDBExportSpec.self))
        let arrival = delivery.time
        try await write(
            delivery,
            file: "tsdb/" + FilePlacement.fileName(series.spec.destRepoName ?? ""),
            table: series.spec.series ?? "",
            .rows(replacingAll: false)
        ) { try series.row(of: $0, arrival: arrival) }
    }

    private func deliverLogs(_ delivery: Delivery) async throws(DeliveryFailure) {
        let spec = try delivery.spec(as: LogDBExportSpec.self)
        let doc = spec.doc ?? .object([:])
        try await write(
            delivery,
            file: "logdb/" + FilePlacement.fileName(spec.destRepoName ?? ""),
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
            file: "report/" + FilePlacement.fileName(spec.dbName ?? ""),
            table: spec.tableName ?? "",
            .rows(replacingAll: spec.saveMode == "overwrite")
        ) { mapping.map($0) }
    }

    private func deliverDocuments(_ delivery: Delivery) async throws(DeliveryFailure) {
        let spec = try delivery.spec(as: MongoExportSpec.self)
        let change = DocumentUpdate(spec)
        let folder = "mongodb/" + FilePlacement.fileName(spec.host ?? "")
        try await write(
            delivery,
            file: folder + "/" + FilePlacement.fileName(spec.dbName ?? ""),
            table: spec.collName ?? "",
            .documents(key: { change.key(of: $0) }, merge: { change.merge($0, $1) })
        ) { $0 }
    }

    private func write(
        _ delivery: Delivery,
        file: String,
        table: String,
        _ content: StoreDelivery.Content,
        _ row: @escaping @Sendable (PointRecord) throws -> PointRecord?
    ) async throws(DeliveryFailure) {
        let rows = StoreDelivery(
            file: file + ".sqlite",
            table: table,
            source: delivery.source,
            idempotencyKey: delivery.idempotencyKey,
            content: content,
            nextRows: { try delivery.nextRecords()?.compactMap(row) }
        )
        try await store.write(rows)
    }

    private static func text(of value: JSONValue) throws -> String {
        String(decoding: try JSONCoding.encode(value), as: UTF8.self)
    }
}
