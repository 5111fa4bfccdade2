/// The actor of everything that touches the terminal.
///
/// Its executor is the event loop on the program's main thread where one runs, and a thread of
/// its own elsewhere (as in tests), so that isolated code runs the same way in both.
///
/// `@MainActor` is not used for this: its queue runs on a worker thread with SIGTSTP blocked, and
/// Ctrl-Z then does nothing.
@globalActor package actor UIActor {
    package static let shared = UIActor()

    /// The executor of this actor's jobs; an event loop attaches itself to it.
    package nonisolated let executor = UIExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Runs isolated code from code that runs on the actor's thread without being isolated to it.
    ///
    /// For the event loop alone; stops the program when called on another thread.
    package nonisolated static func assumeIsolated<Value: Sendable>(
        _ operation: @UIActor () -> Value
    ) -> Value {
        shared.preconditionIsolated()
        return withoutActuallyEscaping(operation) { operation in
            // The isolation is part of the type only; it has no representation at run time.
            unsafeBitCast(operation, to: (() -> Value).self)()
        }
    }
}
