import CPTY
import Glibc

/// A program on a pseudo terminal, driven by a test that sits where its user would.
///
/// Reading waits for a text and never for a time, and holds up no thread; the number of looks only bounds a failing
/// test. Not for use from several tasks at once. A program that still runs when this is dropped is killed.
package final class PseudoTerminal {
    /// How a program ended.
    package enum Exit: Equatable, Sendable {
        case code(Int32)
        case signal(Int32)
    }

    private static let pause = Duration.milliseconds(5)

    /// Everything the program has written so far.
    package private(set) var output: [UInt8] = []
    private var searched = 0
    private var session: cpty_session
    private var exit: Exit?

    /// Starts the program at `path` with a terminal of the given size, in cells.
    package init(
        _ path: String,
        _ arguments: [String] = [],
        environment: [String: String],
        width: Int = 80,
        height: Int = 24
    ) throws {
        session = cpty_session(process: -1, near_end: -1, far_end: -1, initial: cpty_settings())
        let argumentList = CStrings([path] + arguments)
        let environmentList = CStrings(environment.map { "\($0)=\($1)" })
        let code = cpty_spawn(
            path,
            argumentList.pointers,
            environmentList.pointers,
            Int32(width),
            Int32(height),
            &session
        )
        guard code == 0 else { throw PseudoTerminalError("cannot start '\(path)': error \(code)") }
    }

    deinit {
        if exit == nil, session.process > 0 {
            kill(session.process, SIGKILL)
            var status: Int32 = 0
            waitpid(session.process, &status, 0)
        }
        hangUp()
    }

    package var bytesRead: Int { output.count }
    /// All the output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
    package var process: Int32 { session.process }

    /// The terminal's settings before the program was started.
    package var initialSettings: [UInt32] { Self.list(session.initial) }

    /// The terminal's settings as they are now; empty once it is gone.
    package var settings: [UInt32] {
        var settings = cpty_settings()
        let code = cpty_read_settings(session.far_end, &settings)
        return code == 0 ? Self.list(settings) : []
    }

    private static func list(_ settings: cpty_settings) -> [UInt32] {
        [settings.input, settings.output, settings.control, settings.local]
    }

    /// Types a text.
    package func write(_ text: String) throws { try write(bytes: Array(text.utf8)) }

    /// Types bytes that need not be text.
    package func write(bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(session.near_end, $0.baseAddress, $0.count)
            }
            guard count > 0 else {
                throw failure("cannot type '\(String(decoding: bytes, as: UTF8.self))'")
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until the program has written a text since the last call, and returns what it wrote
    /// up to and with it.
    @discardableResult
    package func readUntil(
        contains text: String,
        within seconds: Double = 20
    ) async throws -> String {
        let wanted = Array(text.utf8)
        var from = searched
        for _ in 0..<Int(seconds * 200) {
            let hasEnded = hasEnded
            while readAvailable() {}
            if let end = output.end(of: wanted, from: from) {
                defer { searched = end }
                return String(decoding: output[searched..<end], as: UTF8.self)
            }
            from = max(searched, output.count - wanted.count)
            if hasEnded { throw failure("the program ended and did not write '\(text)'") }
            try await Task.sleep(for: Self.pause)
        }
        throw failure("the program did not write '\(text)'")
    }

    /// Reads on until the program has ended.
    @discardableResult
    package func wait(within seconds: Double = 20) async throws -> Exit {
        for _ in 0..<Int(seconds * 200) {
            let hasEnded = hasEnded
            while readAvailable() {}
            if hasEnded, let exit { return exit }
            try await Task.sleep(for: Self.pause)
        }
        throw failure("the program did not end")
    }

    package func resize(width: Int, height: Int) throws {
        guard cpty_resize(session.near_end, Int32(width), Int32(height)) == 0 else {
            throw failure("cannot resize the terminal")
        }
    }

    package func send(signal: Int32) { kill(session.process, signal) }

    /// Closes the terminal as if its window or its connection was gone.
    package func hangUp() {
        if session.near_end >= 0 { close(session.near_end) }
        if session.far_end >= 0 { close(session.far_end) }
        session.near_end = -1
        session.far_end = -1
    }

    private var hasEnded: Bool {
        if exit != nil { return true }
        var value: Int32 = 0
        switch cpty_poll_exit(session.process, &value) {
        case 1: exit = .code(value)
        case 2: exit = .signal(value)
        default: return false
        }
        return true
    }

    /// Takes what is there; returns false where nothing was.
    private func readAvailable() -> Bool {
        var source = pollfd(fd: session.near_end, events: Int16(POLLIN), revents: 0)
        guard poll(&source, 1, 0) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(session.near_end, &buffer, buffer.count)
        guard count > 0 else { return false }
        output += buffer[..<count]
        return true
    }

    private func failure(_ what: String) -> PseudoTerminalError {
        PseudoTerminalError("\(what); its output so far: \(text.debugDescription)")
    }
}

extension [UInt8] {
    /// Where an occurrence of `wanted` ends, the first from `start` on.
    fileprivate func end(of wanted: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first, count >= start + wanted.count else { return nil }
        return (start...count - wanted.count).first {
            self[$0] == first && self[$0..<$0 + wanted.count].elementsEqual(wanted)
        }.map { $0 + wanted.count }
    }
}
