/// The limits of the connections that clients open; each keeps a client that stalls from holding one for ever.
package struct ConnectionLimits: Equatable, Sendable {
    /// The time in which the head of a request must be complete, from its first byte.
    package var headers: Duration
    /// The time in which a body must bring at least ``leastBodyBytes``, again and again, until it is complete.
    package var body: Duration
    /// Low enough for the slowest line, and too much for a client that sends a byte now and then.
    package var leastBodyBytes: Int
    /// The time in which an answer must have been taken by the client.
    package var answer: Duration
    /// The time a connection may be open without a request.
    package var idle: Duration
    /// How long the rest of a refused body is read, so that its sender comes to read the refusal.
    package var drain: Duration
    /// How many bytes of the rest of a refused body are read.
    package var drainBytes: Int
    /// The number of connections at once; others wait to be accepted.
    package var connections: Int

    package init(
        headers: Duration = .seconds(20),
        body: Duration = .seconds(30),
        leastBodyBytes: Int = 4096,
        answer: Duration = .seconds(120),
        idle: Duration = .seconds(360),
        drain: Duration = .seconds(30),
        drainBytes: Int = 256 * 1024 * 1024,
        connections: Int = 512
    ) {
        self.headers = headers
        self.body = body
        self.leastBodyBytes = leastBodyBytes
        self.answer = answer
        self.idle = idle
        self.drain = drain
        self.drainBytes = drainBytes
        self.connections = connections
    }
}
