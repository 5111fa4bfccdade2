import Logging
import PipelineEngine
import PipelineServer
import ServiceLifecycle

/// What happens once requests are answered, told to both services below.
struct Readiness: Sendable {
    let listening: AsyncStream<Int>
    private let continuation: AsyncStream<Int>.Continuation

    init() {
        (listening, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func tell(port: Int) { continuation.yield(port) }
}

/// The server as a service that ends gracefully.
struct ServerService: Service {
    let server: LocalServer
    let onReady: @Sendable (Int) async -> Void

    func run() async throws {
        try await server.run(onReady: onReady)
    }
}

/// The batch engine as a service; it begins once the address is ours, so that a start in vain runs nothing.
struct RunnerService: Service {
    let runner: JobRunner
    let readiness: Readiness

    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in readiness.listening { break }
            guard !Task.isCancelled else { return }
            await runner.run()
        }
    }
}
