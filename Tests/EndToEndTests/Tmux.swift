import Foundation

/// A real terminal emulator to look at the program with: a tmux server of its own, one window.
final class Tmux {
    private let name = "pandora-\(UUID().uuidString)"
    private let directory: String

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Starts a shell command in a window of the given size.
    init(_ command: String, width: Int, height: Int, environment: [String: String]) throws {
        directory = NSTemporaryDirectory() + name
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let settings = environment.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
        // What the program leaves behind stays on the screen until the test has looked at it.
        try run([
            "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
            "env LANG=C.UTF-8 \(settings) \(command); echo \"exit code $?\"; read -r _",
        ])
    }

    deinit {
        _ = try? run(["kill-server"])
        try? FileManager.default.removeItem(atPath: directory)
    }

    func send(_ keys: String...) throws {
        for key in keys { try run(["send-keys", key]) }
    }

    var screen: String {
        get throws { try run(["capture-pane", "-p"]) }
    }

    /// Waits until the screen meets a condition; the bound is for a program that never does.
    @discardableResult
    func wait(
        _ what: String,
        within seconds: Double = 30,
        until isMet: (String) -> Bool
    ) throws -> String {
        let deadline = Date(timeIntervalSinceNow: seconds)
        var shown = ""
        while Date() < deadline {
            shown = try screen
            if isMet(shown) { return shown }
            usleep(20_000)
        }
        throw Failure(description: "the screen never shows \(what):\n\(shown)")
    }

    @discardableResult
    func wait(for text: String, within seconds: Double = 30) throws -> String {
        try wait("'\(text)'", within: seconds) { $0.contains(text) }
    }

    @discardableResult
    private func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/tmux")
        process.arguments = ["-S", directory + "/socket", "-f", "/dev/null"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failure(description: text) }
        return text
    }
}
