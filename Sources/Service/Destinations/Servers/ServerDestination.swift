import ChildProcess
import PipelineAPI
import PipelineEngine
import Settings

/// Delivers to the servers that `stores.yaml` names.
struct ServerDestination: Sendable {
    let servers: StoreServers

    /// Delivers where a server is named for the type; returns false, with nothing done, where none is.
    func deliver(_ delivery: Delivery) async throws(DeliveryFailure) -> Bool {
        let stores = servers.stores
        do {
            switch delivery.type {
            case .tsdb:
                guard let store = stores.tsdb.map({ SeriesServer($0) }) else { return false }
                try await closing(store.close) { try await store.deliver(delivery) }
            case .report:
                guard let store = stores.report else { return false }
                try await ReportServer(store: store, client: servers.databases).deliver(delivery)
            case .logdb:
                guard let store = stores.logdb.map({ LogServer($0) }) else { return false }
                try await closing(store.close) { try await store.deliver(delivery) }
            default: return false
            }
            return true
        } catch { throw ServerDestination.failure(error) }
    }

    static func failure(_ error: any Error) -> DeliveryFailure {
        switch error {
        case let error as DeliveryFailure: error
        case let error as APIError: DeliveryFailure(error.message)
        case let error as ChildCommand.LaunchError: DeliveryFailure(error.description)
        case let error as NamedPipe.Failure: DeliveryFailure(error.description)
        default: DeliveryFailure("the delivery broke off: it is tried again")
        }
    }
}

/// Closes what was opened for the body, however that ends.
package func closing<Value>(
    _ close: () async -> Void,
    _ body: () async throws -> Value
) async throws -> Value {
    do {
        let value = try await body()
        await close()
        return value
    } catch {
        await close()
        throw error
    }
}
