package import ObjectStore
package import PipelineEngine
package import Settings
import Synchronization

/// The servers behind exports and sources, as `stores.yaml` names them at this moment.
///
/// A change is for what begins after it: a delivery keeps the server that it began with. **Invariant:** a client of an
/// object store is closed only with ``close()``, since requests of it may be under way.
package final class StoreServers: Sendable {
    private struct State {
        var stores: Stores
        var objects: ObjectStore?
        /// Clients of object stores that are not named any more.
        var earlier: [ObjectStore] = []
    }

    private let state: Mutex<State>
    /// What reaches the databases of reports.
    let databases: DatabaseClient

    package init(
        _ stores: Stores = Stores(),
        databases: DatabaseClient = DatabaseClient(duckdb: "", extensions: [])
    ) {
        self.databases = databases
        state = Mutex(State(stores: stores, objects: stores.kodo.map(StoreServers.client)))
    }

    package var stores: Stores { state.withLock { $0.stores } }

    /// The object store of kodo; `nil` where files of the data directory stand in.
    package var objects: ObjectStore? { state.withLock { $0.objects } }

    /// The namenode of hdfs; `nil` where files of the data directory stand in.
    package var hdfs: HDFSServer? {
        stores.hdfs.map { HDFSServer(url: $0.url, user: $0.user) }
    }

    package func change(to stores: Stores) {
        state.withLock { state in
            defer { state.stores = stores }
            guard state.stores.kodo != stores.kodo else { return }
            if let objects = state.objects { state.earlier.append(objects) }
            state.objects = stores.kodo.map(StoreServers.client)
        }
    }

    /// Closes the connections, after everything that uses them has ended.
    package func close() async {
        let clients = state.withLock { $0.earlier + ($0.objects.map { [$0] } ?? []) }
        for client in clients { await client.close() }
    }

    private static func client(_ store: Stores.ObjectStore) -> ObjectStore {
        ObjectStore(
            ObjectStoreAddress(
                endpoint: store.endpoint,
                region: store.region,
                accessKey: store.accessKey,
                secretKey: store.secretKey.text,
                isPathStyle: store.pathStyle
            )
        )
    }
}
