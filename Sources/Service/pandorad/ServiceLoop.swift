import FoundationEssentials
import Logging
import PipelineEngine
import PipelineServer
import ServiceLifecycle
import SparkEngine
import SparkSQL
import UnixSignals

/// Runs a service, its translator or Spark's driver, both runners and the HTTP server, until SIGTERM or SIGINT.
struct ServiceLoop {
    let service: LocalService
    let directory: DataDirectory
    let address: ListenAddress
    let reloading: StoreReloading

    /// Throws ``StartFailure`` where the address cannot be had, or the service failed.
    func run() async throws {
        let (runner, streams) = (service.runner, service.streams)
        let (service, reloading) = (service, reloading)
        await service.recover()
        // Ended last, since the others ask them.
        var programs: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let translator = service.translator {
            programs.append(.init(service: EngineService(run: { await translator.run() })))
        }
        if let spark = service.spark {
            programs.append(.init(service: EngineService(run: { await spark.run() })))
        }
        let http = HTTPService(server: service.server, directory: directory, address: address)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: programs + [
                    .init(
                        service: EngineService(run: { await service.recoverObjects() }),
                        successTerminationBehavior: .ignore
                    ),
                    .init(service: EngineService(run: { await reloading.run() })),
                    .init(service: EngineService(run: { await runner.run() })),
                    .init(service: EngineService(run: { await streams.run() })),
                    .init(
                        service: http,
                        failureTerminationBehavior: .gracefullyShutdownGroup
                    ),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        do {
            try await group.run()
        } catch let failure as ListenFailure {
            throw StartFailure(failure, at: address)
        } catch {
            throw StartFailure(StartFailure.failed, "the service failed: \(error)")
        }
    }
}

/// What runs beside the HTTP server, as a service: shutdown cancels it, which terminates its child processes.
private struct EngineService: Service {
    let run: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await run() }
    }
}

/// The HTTP server as a service; prints its URL once it answers.
private struct HTTPService: Service {
    let server: LocalServer
    let directory: DataDirectory
    let address: ListenAddress

    func run() async throws {
        let (directory, address) = (directory, address)
        try await server.run { port in
            let url = address.url(port: port)
            directory.publish(url)
            FileHandleOutput.standardOutput("ready \(url)")
        }
    }
}
