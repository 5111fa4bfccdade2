import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Time series, logs, reports and documents, in databases that stand in for the stores outside.
struct StoreDestination: Sendable {
    let store: any DestinationStore

    func deliver(_ parcel: Parcel) async throws(DeliveryFailure) {
        switch parcel.type {
        case .tsdb: try await deliverSeries(parcel)
        case .logdb: try await deliverLogs(parcel)
        case .report: try await deliverReport(parcel)
        case .mongodb, .mongo: try await deliverDocuments(parcel)
        default: throw DeliveryFailure("nothing delivers exports of type '\(parcel.type)'")
        }
    }

    private func deliverSeries(_ parcel: Parcel) async throws(DeliveryFailure) {
        let series = SeriesPoint(try parcel.spec(as: TSDBExportSpec.self))
        let arrival = parcel.time
        try await write(
            parcel,
            file: "tsdb/" + FilePlacement.fileName(series.spec.destRepoName ?? ""),
            table: series.spec.series ?? "",
            .rows(replacingAll: false)
        ) { try series.row(of: $0, arrival: arrival) }
    }

    private func deliverLogs(_ parcel: Parcel) async throws(DeliveryFailure) {
        let spec = try parcel.spec(as: LogDBExportSpec.self)
        let doc = spec.doc ?? .object([:])
        try await write(
            parcel,
            file: "logdb/" + FilePlacement.fileName(spec.destRepoName ?? ""),
            table: "log",
            .rows(replacingAll: false)
        ) { record in
            let filled = RecordTemplate.fill(doc, from: record, isReference: { _ in true })
            return ["doc": .string(try Self.text(of: filled))]
        }
    }

    private func deliverReport(_ parcel: Parcel) async throws(DeliveryFailure) {
        let spec = try parcel.spec(as: ReportExportSpec.self)
        let mapping = FieldMapping(spec.columns ?? [:], schema: parcel.schema)
        try await write(
            parcel,
            file: "report/" + FilePlacement.fileName(spec.dbName ?? ""),
            table: spec.tableName ?? "",
            .rows(replacingAll: spec.saveMode == "overwrite")
        ) { mapping.map($0) }
    }

    private func deliverDocuments(_ parcel: Parcel) async throws(DeliveryFailure) {
        let spec = try parcel.spec(as: MongoExportSpec.self)
        let change = DocumentUpdate(spec)
        let folder = "mongodb/" + FilePlacement.fileName(spec.host ?? "")
        try await write(
            parcel,
            file: folder + "/" + FilePlacement.fileName(spec.dbName ?? ""),
            table: spec.collName ?? "",
            .documents(key: { change.key(of: $0) }, merge: { change.merge($0, $1) })
        ) { $0 }
    }

    private func write(
        _ parcel: Parcel,
        file: String,
        table: String,
        _ content: StoreDelivery.Content,
        _ row: @escaping @Sendable (PointRecord) throws -> PointRecord?
    ) async throws(DeliveryFailure) {
        let delivery = StoreDelivery(
            file: file + ".sqlite",
            table: table,
            source: parcel.source,
            idempotencyKey: parcel.idempotencyKey,
            content: content,
            nextRows: { try parcel.nextRecords()?.compactMap(row) }
        )
        try await store.write(delivery)
    }

    private static func text(of value: JSONValue) throws -> String {
        String(decoding: try JSONCoding.encode(value), as: UTF8.self)
    }
}
