import FoundationEssentials
import Glibc
import PipelineAPI
import SQLiteStore
import Settings

/// The directory with all data of a service, locked as long as the service runs.
struct DataDirectory {
    let path: String
    private let lock: Int32

    private var lockPath: String { DataDirectory.lockPath(path) }
    var storePath: String { path + "/pipeline.sqlite" }

    /// The path without links and relative parts: one directory has one.
    var canonicalPath: String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Creates a directory that is removed when the service ends.
    ///
    /// Returns its absolute path.
    static func temporary() throws(StartFailure) -> String {
        var template = Array("/tmp/pandorad-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw StartFailure(
                StartFailure.cannotCreate,
                "no temporary directory can be made in /tmp"
            )
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Creates the directory if it does not exist, and locks it.
    ///
    /// Throws where it cannot be written, or another service has locked it, with the process of that
    /// service.
    static func take(_ path: String) throws(StartFailure) -> DataDirectory {
        do {
            for part in ["", "/buckets", "/hdfs", "/runs"] {
                try FileManager.default.createDirectory(
                    atPath: path + part,
                    withIntermediateDirectories: true
                )
            }
        } catch {
            throw refused(path, FileManager.default.fileExists(atPath: path) ? "written" : "made")
        }
        let lock = open(lockPath(path), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw refused(path, "written") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let text = FileManager.default.contents(atPath: lockPath(path)) ?? Data()
            let holder = ServiceLock(text: String(decoding: text, as: UTF8.self))
            let who = holder.map { "process \($0.pid) at \($0.url)" } ?? "another pandorad"
            throw StartFailure(
                StartFailure.locked,
                "data directory '\(path)' is in use by \(who): use that one, or stop it first"
            )
        }
        ftruncate(lock, 0)
        return DataDirectory(path: path, lock: lock)
    }

    private static func refused(_ path: String, _ what: String) -> StartFailure {
        StartFailure(
            StartFailure.cannotCreate,
            "data directory '\(path)' cannot be \(what): check who owns it and whether its disk is "
                + "read-only, or give --data-dir"
        )
    }

    private static func lockPath(_ path: String) -> String { path + "/" + ServiceLock.name }

    /// Creates the directory for temporary files; files that a crash has left in it are removed.
    ///
    /// Returns its absolute path.
    func emptyScratch() throws(StartFailure) -> String {
        let scratch = path + "/scratch"
        try? FileManager.default.removeItem(atPath: scratch)
        do {
            try FileManager.default.createDirectory(
                atPath: scratch,
                withIntermediateDirectories: true
            )
        } catch {
            throw StartFailure(
                StartFailure.cannotCreate,
                "'\(scratch)' cannot be made: make room on its disk, or check who owns it"
            )
        }
        return scratch
    }

    /// Opens the store in it.
    func openStore(identitiesAbove lowest: Int64) throws(StartFailure) -> SQLiteStore {
        do throws(APIError) {
            return try SQLiteStore.open(at: storePath, identitiesAbove: lowest)
        } catch {
            throw StartFailure(StartFailure.cannotCreate, error.message)
        }
    }

    /// Writes the service's process id and URL to the lock file, where other programs read them.
    func publish(_ url: String) {
        let bytes = Array(ServiceLock(pid: getpid(), url: url).text.utf8)
        ftruncate(lock, 0)
        pwrite(lock, bytes, bytes.count, 0)
    }

    /// Unlocks the directory, and removes it if it was temporary.
    func release(removing: Bool) {
        ftruncate(lock, 0)
        close(lock)
        if removing { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Returns the service's keys, which are generated at the first start.
    ///
    /// Throws where there are none and the address is not a loopback address: a service that other machines
    /// can reach must have keys that its user has chosen.
    func credentials(
        for address: ListenAddress
    ) throws -> CredentialsFile {
        let file = path + "/" + CredentialsFile.name
        if FileManager.default.fileExists(atPath: file) {
            return try CredentialsFile.read(from: file)
        }
        guard address.isLoopback else {
            throw StartFailure(
                StartFailure.badCredentials,
                "'\(address.host)' can be reached from outside: write '\(file)' with accessKey and "
                    + "secretKey first, mode 600"
            )
        }
        let made = CredentialsFile(
            accessKey: DataDirectory.random(40),
            secretKey: DataDirectory.random(40)
        )
        try made.write(to: file)
        return made
    }

    private static func random(_ length: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var generator = SystemRandomNumberGenerator()
        return String((0..<length).map { _ in letters[Int.random(in: 0..<64, using: &generator)] })
    }
}
