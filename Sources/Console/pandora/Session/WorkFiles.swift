import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import Settings
import Synchronization

/// The files of work that goes on for longer than a session may live.
///
/// A process has such a file while it holds the lock beside it, which the system gives up with the process, however
/// that ends.
struct WorkFiles: Sendable {
    private let directory: String
    private let profile: String

    /// `nil` where the state's directory is not known.
    init?(environment: [String: String], profile: String) {
        guard let paths = try? Paths(environment: environment) else { return nil }
        directory = paths.work
        self.profile = profile
    }

    func place(_ kind: WorkKind) -> WorkPlace {
        let path = "\(directory)/\(kind.rawValue)-\(StateFiles.fileName(of: profile))"
        let file = WorkFile(path: path + ".json", lockPath: path + ".lock", profile: profile)
        return WorkPlace(
            find: { file.find() },
            take: { () throws(APIError) in try file.take() },
            keep: { data throws(APIError) in try file.keep(data) },
            leave: { file.leave(isOver: $0) }
        )
    }
}

/// One such file.
private final class WorkFile: Sendable {
    private let path: String
    private let lockPath: String
    private let profile: String
    /// The descriptor that holds the lock, while this process has it.
    private let lock = Mutex<Int32?>(nil)

    init(path: String, lockPath: String, profile: String) {
        self.path = path
        self.lockPath = lockPath
        self.profile = profile
    }

    deinit { lock.withLock { if let descriptor = $0 { close(descriptor) } } }

    func find() -> Data? {
        guard let data = FileManager.default.contents(atPath: path), (try? take()) != nil else {
            return nil
        }
        leave(isOver: false)
        return data
    }

    func take() throws(APIError) {
        makeDirectory()
        let descriptor = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw refusal("'\(lockPath)' cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw refusal(
                "another pandora is at it on profile '\(profile)': wait until it has ended"
            )
        }
        lock.withLock { $0 = descriptor }
    }

    func keep(_ data: Data) throws(APIError) {
        do throws(SettingsError) {
            try PrivateFile.write(String(decoding: data, as: UTF8.self), to: path)
        } catch { throw refusal("nothing more is sent, since \(error.description)") }
    }

    func leave(isOver: Bool) {
        if isOver { unlink(path) }
        lock.withLock { held in
            if let held { close(held) }
            held = nil
        }
    }

    private func makeDirectory() {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        try? FileManager.default.createDirectory(
            atPath: String(path[..<end]),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private func refusal(_ text: String) -> APIError { APIError(.cancelled, text) }
}
