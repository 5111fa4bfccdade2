import Hummingbird
import HummingbirdCore
package import Logging
package import PipelineAPI
package import PipelineService
package import PipelineSigning

package import struct FoundationEssentials.Date

/// The HTTP server of a handler table.
package struct LocalServer: Sendable {
    private let table: HandlerTable
    private let verifier: RequestVerifier
    private let host: String
    private let port: Int
    private let now: @Sendable () -> Date
    private let process: Int32
    private let scheduleZone: LocalZone
    private let limits: ConnectionLimits
    private let logger: Logger

    /// Port 0 lets the system choose a free one; `process` is this process's id, a part of request ids;
    /// every answer announces `scheduleZone`.
    package init(
        table: HandlerTable,
        verifier: RequestVerifier,
        host: String,
        port: Int,
        process: Int32,
        scheduleZone: LocalZone = .system,
        limits: ConnectionLimits = ConnectionLimits(),
        now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.table = table
        self.verifier = verifier
        self.host = host
        self.port = port
        self.process = process
        self.scheduleZone = scheduleZone
        self.limits = limits
        self.now = now
        self.logger = logger
    }

    /// Serves until its task is cancelled; `onReady` is called with the port once requests are answered.
    ///
    /// Throws ``ListenFailure`` where the address cannot be had.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let router = Router(context: ServerContext.self)
        router.addMiddleware {
            AnswerMiddleware(
                ids: RequestIDs(process: process),
                scheduleZone: ScheduleZoneField(scheduleZone),
                now: now,
                logger: logger
            )
            SignatureMiddleware(verifier: verifier, now: now, logger: logger)
        }
        CallRouter.register(table, on: router, now: now)
        // The server's own log is about connections; the middleware logs the requests.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(limits: limits, logger: logger)]
                )
            ),
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)
            ),
            onServerRunning: { channel in
                await onReady(channel.localAddress?.port ?? port)
            },
            logger: quiet
        )
        do {
            try await application.run()
        } catch {
            throw ListenFailure(error) ?? error
        }
    }
}
