import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A command that outlives its caller, in its own session and with its output in a file.
///
/// It uses `posix_spawn`, since an awaited subprocess ends with the task that awaits it.
package struct DetachedChild: Equatable, Sendable {
    package let identity: ChildIdentity
    package let logPath: String

    /// The reason why a command could not be started.
    package struct LaunchError: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// Starts the command; both outputs are written to the file at `logPath`, which is emptied first.
    package static func launch(
        _ executable: String,
        arguments: [String],
        environment: [String: String],
        logPath: String
    ) throws(LaunchError) -> DetachedChild {
        var files = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
        }
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, logPath, flags, 0o600)
        posix_spawn_file_actions_adddup2(&files, 1, 2)
        // The C library's POSIX_SPAWN_SETSID is a macro that Swift does not see everywhere.
        posix_spawnattr_setflags(&attributes, 0x80)
        var processID: pid_t = 0
        let words = ([executable] + arguments).map { strdup($0) } + [nil]
        let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + settings { free(pointer) } }
        let result = posix_spawn(&processID, executable, &files, &attributes, words, settings)
        guard result == 0, let identity = ChildIdentity(ofRunning: processID) else {
            let reason = result == 0 ? "it ended at once" : String(cString: strerror(result))
            throw LaunchError(
                description: "cannot start '\(executable)': \(reason); see '\(logPath)'"
            )
        }
        return DetachedChild(identity: identity, logPath: logPath)
    }

    /// Returns the first complete line of the output; `nil` while there is none.
    package var firstLine: String? {
        guard let data = try? Data(contentsOf: URL(filePath: logPath)),
            let end = data.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        return String(decoding: data[..<end], as: UTF8.self)
    }
}
