import PipelineAPI
import PipelineEngine

/// An engine that answers three rows, or waits until it is told to go on.
actor EngineFake: SQLEngine {
    nonisolated let name: String
    nonisolated let hdfs: (any HDFSFiles)?
    private var isBlocked = false
    /// The limits of each computation that had some.
    private(set) var limits: [ComputeLimits] = []

    init(name: String = "fake", hdfs: (any HDFSFiles)? = nil) {
        self.name = name
        self.hdfs = hdfs
    }

    func block() { isBlocked = true }
    func unblock() { isBlocked = false }

    func describe(_ sql: String, tables: [InputTable]) async throws(APIError) -> [SchemaField] {
        []
    }
    func write(_ writing: FileWriting) async throws(QueryFailure) -> [String] {
        ["part-00000.json"]
    }
    nonisolated func refusal(ofFormat format: String, compression: String) -> String? { nil }
    func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] { [] }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        if let given = query.limits { limits.append(given) }
        await onStart(EngineProcess(processID: 1, startTicks: 1))
        while isBlocked {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { throw .stopped }
        }
        return QueryResult(rows: 3)
    }
}

/// Keeps what it is given; refuses while it is told to.
actor DestinationFake: Destination {
    private(set) var delivered: [(idempotencyKey: String, records: [PointRecord])] = []
    private(set) var placed: [ResultFiles] = []
    private var refusal: String?

    func refuse(_ words: String?) { refusal = words }

    func deliver(_ delivery: Delivery) throws(DeliveryFailure) {
        if let refusal { throw DeliveryFailure(refusal) }
        do {
            var records: [PointRecord] = []
            while let chunk = try delivery.nextRecords() { records += chunk }
            delivered.append((delivery.idempotencyKey, records))
        } catch { throw DeliveryFailure("\(error)") }
    }

    func check(_ files: ResultFiles) {}
    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) {}

    func place(_ files: ResultFiles) throws(DeliveryFailure) {
        if let refusal { throw DeliveryFailure(refusal) }
        placed.append(files)
    }
}
