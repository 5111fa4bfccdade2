import ArgumentParser
import PipelineServer

/// The options about the connections that clients open.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "Seconds in which the head of a request must be complete.")
    var headerTimeout = 20

    @Option(
        help:
            "Seconds in which a body must bring 4096 bytes more; a slow one that goes on is taken."
    )
    var bodyTimeout = 30

    @Option(help: "Seconds a connection may be open without a request.")
    var idleTimeout = 360

    @Option(help: "Seconds for which the rest of a refused body is read; at most 256 MiB are.")
    var drainTimeout = 30

    @Option(help: "How many connections there may be at once; others wait.")
    var maxConnections = 512

    mutating func validate() throws {
        let seconds = [
            ("header-timeout", headerTimeout), ("body-timeout", bodyTimeout),
            ("idle-timeout", idleTimeout), ("drain-timeout", drainTimeout),
        ]
        for (name, value) in seconds where !(1...86_400).contains(value) {
            throw ValidationError("'--\(name) \(value)' is not allowed: use 1 to 86400 seconds")
        }
        guard (1...100_000).contains(maxConnections) else {
            throw ValidationError(
                "'--max-connections \(maxConnections)' is not allowed: use 1 to 100000"
            )
        }
    }

    var limits: ConnectionLimits {
        ConnectionLimits(
            headers: .seconds(headerTimeout),
            body: .seconds(bodyTimeout),
            idle: .seconds(idleTimeout),
            drain: .seconds(drainTimeout),
            connections: maxConnections
        )
    }
}
