extension LocalServer {
    /// Serves while the body runs, which receives the URL, and then stops.
    ///
    /// Throws what the body throws, or ``ListenFailure`` where the address cannot be had.
    package func whileServing<Value>(
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // Ends the wait for the port when the server ends for any reason.
                defer { ready.finish() }
                try await run { ready.yield($0) }
            }
            defer { group.cancelAll() }
            for await port in ports { return try await body("http://127.0.0.1:\(port)") }
            try await group.waitForAll()
            throw CancellationError()
        }
    }
}
