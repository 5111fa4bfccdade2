import Subprocess

extension ChildCommand {
    /// Runs the command to its end, and hands over each line that it writes, to either output, as soon as it is whole.
    ///
    /// Cancelling the task ends it as ``run(onStart:)`` has it. The outcome has no output, and there is no limit of it.
    /// - Throws: if the command cannot be started.
    package func run(onLine: @Sendable (String) -> Void) async throws -> Outcome {
        let watch = try watchPipe()
        defer { watch.end() }
        let result = try await launch(
            watchedBy: watch,
            output: .sequence,
            error: .combinedWithOutput
        ) { execution in
            var cutter = LineCutter()
            for try await bytes in execution.standardOutput {
                for line in bytes.withUnsafeBytes({ cutter.take($0) }) { onLine(line) }
            }
            if let rest = cutter.rest { onLine(rest) }
        }
        return Outcome(result.terminationStatus)
    }
}

/// Cuts bytes into lines as they come; a line that is too long is cut too.
struct LineCutter: Sendable {
    /// The most bytes of a line.
    static let most = 64 << 10

    private var begun: [UInt8] = []

    /// Returns the lines that are whole now, without their line feeds.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte != UInt8(ascii: "\n") { begun.append(byte) }
            guard byte == UInt8(ascii: "\n") || begun.count == Self.most else { continue }
            lines.append(String(decoding: begun, as: UTF8.self))
            begun.removeAll(keepingCapacity: true)
        }
        return lines
    }

    /// What has no line feed at its end; `nil` if there is nothing.
    var rest: String? { begun.isEmpty ? nil : String(decoding: begun, as: UTF8.self) }
}
