import Glibc
import PipelineServer

/// Why the service did not start: one line that says what to do, and the exit code of the program.
struct StartFailure: Error, CustomStringConvertible {
    let exitCode: Int32
    let description: String

    static let unavailable: Int32 = 69
    static let failed: Int32 = 70
    static let cannotCreate: Int32 = 73
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

/// Writes lines to standard output and standard error, unbuffered.
enum FileHandleOutput {
    static func standardOutput(_ line: String) { write(line, to: STDOUT_FILENO) }
    static func standardError(_ line: String) { write(line, to: STDERR_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
