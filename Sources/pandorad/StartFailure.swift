/// Why the service did not start: one line for the person, and the exit status for a script.
struct StartFailure: Error, Equatable {
    /// The statuses follow `sysexits.h`, as `--help` lists them.
    enum Status: Int32 {
        case usage = 64
        case cannotListen = 69
        case cannotWrite = 73
        case storeBroken = 74
        case locked = 75
        case keysUnsafe = 77
    }

    let status: Status
    let message: String

    init(_ status: Status, _ message: String) {
        self.status = status
        self.message = message
    }
}
