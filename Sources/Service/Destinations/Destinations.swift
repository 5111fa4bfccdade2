package import PipelineAPI
package import PipelineEngine

/// All destinations, chosen by the type of the export.
package struct Destinations: Destination {
    private let http: HTTPDestination
    private let files: FileDestination
    let servers: ServerDestination
    private let stores: StoreDestination

    /// `root` is the data directory, `zone` that of the variables in names; `engine` writes files, `keys`
    /// records which, `hdfs` is what reaches HDFS, `store` stands in for the external stores; `servers` are
    /// those that are named.
    package init(
        root: String,
        zone: LocalZone,
        engine: any SQLEngine,
        keys: any WrittenKeys,
        hdfs: (any HDFSFiles)? = nil,
        store: any DestinationStore,
        servers: StoreServers = StoreServers()
    ) {
        http = HTTPDestination()
        files = FileDestination(
            placer: FilePlacer(root: root, keys: keys),
            objects: ObjectPlacer(root: root, keys: keys, store: { servers.objects }),
            hdfs: HDFSPlacer(root: root, keys: keys, server: { servers.hdfs }, files: hdfs),
            zone: zone,
            engine: engine
        )
        self.servers = ServerDestination(servers: servers)
        stores = StoreDestination(store: store)
    }

    /// Takes back the placements of files that an earlier process of the service left unfinished.
    package func recover() async throws(DeliveryFailure) { try await files.recover() }

    /// Does the same in the object store and in HDFS, which may take long to answer.
    package func recoverObjects() async throws(DeliveryFailure) { try await files.recoverObjects() }

    package func deliver(_ delivery: Delivery) async throws(DeliveryFailure) {
        switch delivery.type {
        case .http: try await http.deliver(delivery)
        case .kodo, .hdfs: try await files.deliver(delivery)
        default:
            guard try await !servers.deliver(delivery) else { return }
            try await stores.deliver(delivery)
        }
    }

    package func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) async {
        switch type {
        case .http: return
        case .kodo, .hdfs: await files.forget(source)
        default: await stores.forget(source, type, spec)
        }
    }

    package func directory(
        for type: ExportType,
        by engine: any SQLEngine,
        job: String?
    ) async throws(DeliveryFailure) -> String? {
        type == .hdfs ? try files.hdfs.directory(by: engine, job: job) : nil
    }

    package func discard(_ directory: String) async { await files.hdfs.discard(directory) }

    package func check(_ files: ResultFiles) async throws(DeliveryFailure) {
        try await self.files.check(files)
    }

    package func place(_ files: ResultFiles) async throws(DeliveryFailure) {
        try await self.files.place(files)
    }
}

extension Delivery {
    /// Returns the typed spec, which was checked when the export was created.
    func spec<Spec: Decodable>(as type: Spec.Type) throws(DeliveryFailure) -> Spec {
        do throws(APIError) {
            return try spec.decoded(as: type)
        } catch { throw DeliveryFailure("the export's spec cannot be read: \(error.message)") }
    }
}
