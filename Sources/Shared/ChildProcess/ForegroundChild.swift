import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A command that uses the terminal until it ends, such as an editor.
///
/// It is the terminal's foreground process group, so that it receives Ctrl-C and Ctrl-Z; a command that stops is
/// continued, since the user has no shell to continue it from.
package enum ForegroundChild {
    /// The reason why a command could not be started.
    package struct LaunchError: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// How often the end of a command is looked for.
    private static let interval = Duration.milliseconds(20)
    /// How many looks a command has to end by itself after it was told that the terminal is gone.
    private static let looksAfterHangUp = 100

    /// Runs the command; returns its exit code, or 128 plus the number of the signal that terminated it.
    ///
    /// Where the task is cancelled, the terminal is gone: the command is told so, as a shell would do, and one that goes
    /// on nevertheless is left to itself and counted as terminated.
    package static func run(
        _ executable: String,
        arguments: [String],
        environment: [String: String]
    ) async throws(LaunchError) -> Int32 {
        let processID = try launch(executable, arguments, environment)
        // A background process that sets the foreground group is stopped by the system.
        signal(SIGTTOU, SIG_IGN)
        tcsetpgrp(STDIN_FILENO, processID)
        kill(-processID, SIGCONT)
        defer {
            tcsetpgrp(STDIN_FILENO, getpgrp())
            signal(SIGTTOU, SIG_DFL)
        }
        var looksLeft = looksAfterHangUp
        while true {
            var status: Int32 = 0
            guard waitpid(processID, &status, WNOHANG | WUNTRACED) == processID else {
                if (try? await Task.sleep(for: interval)) != nil { continue }
                if looksLeft == looksAfterHangUp { hangUp(processID) }
                looksLeft -= 1
                guard looksLeft > 0 else { return 128 + SIGHUP }
                // The task sleeps no more once it is cancelled.
                usleep(20_000)
                continue
            }
            guard status & 0xFF == 0x7F else {
                return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
            }
            kill(-processID, SIGCONT)
        }
    }

    private static func hangUp(_ group: pid_t) {
        kill(-group, SIGHUP)
        kill(-group, SIGCONT)
    }

    private static func launch(
        _ executable: String,
        _ arguments: [String],
        _ environment: [String: String]
    ) throws(LaunchError) -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var processID: pid_t = 0
        let words = ([executable] + arguments).map { strdup($0) } + [nil]
        let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + settings { free(pointer) } }
        let result = posix_spawn(&processID, executable, nil, &attributes, words, settings)
        guard result == 0 else {
            let reason = String(cString: strerror(result))
            throw LaunchError(description: "cannot start '\(executable)': \(reason)")
        }
        return processID
    }
}
