import ChildProcess
import Foundation
import Glibc
import PTYSupport

/// A real terminal emulator to look at the program with: a tmux server of its own, one window.
struct Tmux {
    private let directory: String

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs a command in a window of the given size for as long as the body looks at it.
    static func withWindow(
        _ command: String,
        width: Int,
        height: Int,
        environment: [String: String],
        _ body: (Tmux) async throws -> Void
    ) async throws {
        let tmux = Tmux(directory: NSTemporaryDirectory() + "tmux-" + UUID().uuidString)
        try FileManager.default.createDirectory(
            atPath: tmux.directory,
            withIntermediateDirectories: true
        )
        let settings = environment.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
        // What the program leaves behind stays on the screen until the test has looked at it.
        try await tmux.run([
            "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
            "env LANG=C.UTF-8 \(settings) \(command); echo \"exit code $?\"; read -r _",
        ])
        do {
            try await body(tmux)
            await tmux.end()
        } catch {
            await tmux.end()
            throw error
        }
    }

    private func end() async {
        _ = try? await run(["kill-server"])
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Presses keys as a hand does.
    ///
    /// Each once the program waits for one, since keys that come together are pasted text to it. What is no
    /// key's name is typed letter by letter.
    func send(_ keys: String...) async throws {
        for key in keys {
            let presses = Self.names.contains(key) ? [key] : key.map(String.init)
            for press in presses {
                try await eventually("the program waits for a key") { try await isWaiting() }
                try await run(["send-keys", press])
            }
        }
    }

    private static let names: Set = [
        "Enter", "Escape", "Up", "Down", "Left", "Right", "Home", "End", "Tab", "C-u", "C-c", "C-z",
    ]

    /// Whether the program has read what was typed, and sleeps.
    private func isWaiting() async throws -> Bool {
        // What was asked of the server before is done once it answers this.
        let words = try await value(of: "#{pane_pid} #{pane_tty}").split(separator: " ")
        guard words.count == 2, let shell = Int32(words[0]) else { return true }
        let programs = try ProcessTable.children(of: shell)
        return Self.waiting(on: String(words[1])) == 0
            && programs.allSatisfy(ProcessTable.isAsleep)
    }

    /// Bytes that were typed on a terminal and not read yet.
    private static func waiting(on terminal: String) -> Int32 {
        let line = open(terminal, O_RDONLY | O_NOCTTY | O_NONBLOCK)
        guard line >= 0 else { return 0 }
        defer { close(line) }
        var count: Int32 = 0
        return ioctl(line, UInt(FIONREAD), &count) == 0 ? count : 0
    }

    /// Presses a key until what comes of it is there.
    ///
    /// On a busy machine and over a slow line it may come together with others, and then does nothing.
    func press(_ key: String, until what: String, _ isMet: () async throws -> Bool) async throws {
        for _ in 0..<15 {
            try await send(key)
            if (try? await eventually(what, within: 2, isMet)) != nil { return }
        }
        throw Failure(description: "\(key) never brings \(what):\n\(try await screen())")
    }

    private func screen() async throws -> String { try await run(["capture-pane", "-p"]) }

    func press(_ key: String, until text: String) async throws {
        try await press(key, until: "'\(text)'") { try await shows(text) }
    }

    /// Types a filter for the list in focus, whose title is given.
    func filter(_ text: String, of title: String) async throws {
        try await press("/", until: "\(title) /")
        try await send(text)
        try await wait(for: "\(title) /\(text)")
        try await press("Enter", until: "the filter without a cursor") {
            try await value(of: "#{cursor_flag}") == "0"
        }
    }

    /// Whether a text is on the screen now.
    func shows(_ text: String) async throws -> Bool { try await screen().contains(text) }

    /// Answers the plan that is open with yes, once it takes an answer.
    func confirm() async throws {
        try await wait(for: "y yes")
        try await send("y")
    }

    /// Pastes a text as it is, or in the brackets of terminals that have them.
    func paste(_ text: String, inBrackets: Bool) async throws {
        try await run(["set-buffer", "--", text])
        try await run(["paste-buffer"] + (inBrackets ? ["-p"] : []))
    }

    func resize(width: Int, height: Int) async throws {
        try await run(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    }

    /// Writes every byte that arrives at the terminal from now on into a file too.
    func record(to path: String) async throws { try await run(["pipe-pane", "cat > \(path)"]) }

    /// Takes what programs put on the clipboard, as terminals do that are allowed to.
    func acceptClipboard() async throws {
        try await run(["set-option", "-s", "set-clipboard", "on"])
    }

    /// What was put on the clipboard last; nothing where nothing was.
    func clipboard() async -> String? { try? await run(["show-buffer"]) }

    /// What tmux knows of the window: `#{alternate_on}` and the like.
    func value(of format: String) async throws -> String {
        let text = try await run(["display-message", "-p", format])
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Waits until the screen meets a condition; the bound is for a program that never does.
    @discardableResult
    func wait(
        _ what: String,
        within seconds: Double = 30,
        until isMet: (String) -> Bool
    ) async throws -> String {
        var shown = ""
        do {
            try await eventually(what, within: seconds) {
                shown = try await screen()
                return isMet(shown)
            }
        } catch is NeverHappened {
            throw Failure(description: "the screen never shows \(what):\n\(shown)")
        }
        return shown
    }

    @discardableResult
    func wait(for text: String, within seconds: Double = 30) async throws -> String {
        try await wait("'\(text)'", within: seconds) { $0.contains(text) }
    }

    @discardableResult
    private func run(_ arguments: [String]) async throws -> String {
        let outcome = try await ChildCommand(
            executable: "/usr/bin/tmux",
            arguments: ["-S", directory + "/socket", "-f", "/dev/null"] + arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": directory, "LANG": "C.UTF-8"]
        ).run()
        guard outcome.isSuccess else { throw Failure(description: outcome.errorOutput) }
        return outcome.output
    }
}
