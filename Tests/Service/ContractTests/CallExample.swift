import PipelineAPI

/// A call that the service must answer with success, and what its answer and the service say afterwards.
///
/// It is sent to a service that holds one of everything: what ``RefusalFixture`` makes.
struct CallExample: Sendable {
    /// The call's name.
    let name: String
    private let run: @Sendable (ServiceFixture) async throws -> Void

    /// `before` makes what the call needs besides; `check` gets the answer, and is where values are expected.
    init<Call: APICall>(
        _ call: @autoclosure @escaping @Sendable () throws -> Call,
        before: @escaping @Sendable (ServiceFixture) async throws -> Void = { _ in },
        check: @escaping @Sendable (Call.Output, ServiceFixture) async throws -> Void
    ) {
        name = Call.name
        run = { world in
            try await before(world)
            try await check(try await world.api.send(try call()), world)
        }
    }

    /// Throws where the call, or what it needs, is refused.
    func run(on carrier: Carrier) async throws {
        try await carrier.world { world in
            try await RefusalFixture.fill(world)
            try await run(world)
        }
    }
}
