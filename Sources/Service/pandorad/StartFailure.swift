import PipelineServer

/// Why the service did not start: one line that says what to do, and the exit code of the program.
struct StartFailure: Error, CustomStringConvertible {
    let exitCode: Int32
    let description: String

    static let unavailable: Int32 = 69
    static let failed: Int32 = 70
    static let cannotCreate: Int32 = 73
    static let output: Int32 = 74
    static let locked: Int32 = 75
    static let badCredentials: Int32 = 78

    init(_ exitCode: Int32, _ description: String) {
        self.exitCode = exitCode
        self.description = description
    }

    init(_ failure: ListenFailure, at address: ListenAddress) {
        self.init(
            StartFailure.unavailable,
            "address '\(address.text)' cannot be had: \(failure.reason)"
        )
    }
}
