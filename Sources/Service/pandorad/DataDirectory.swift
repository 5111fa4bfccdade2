import FoundationEssentials
import Glibc
import Settings

/// The directory a service keeps everything in, held by a lock for as long as the service runs.
struct DataDirectory {
    let path: String
    private let lock: Int32

    private var lockPath: String { DataDirectory.lockPath(path) }
    var storePath: String { path + "/pipeline.sqlite" }

    /// A directory that is gone with the service.
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

    /// Makes the directory where it is missing, and takes its lock.
    ///
    /// - Throws: where it cannot be written, or another service holds it, with that one's process.
    static func take(_ path: String) throws(StartFailure) -> DataDirectory {
        do {
            for part in ["", "/buckets", "/hdfs", "/runs"] {
                try FileManager.default.createDirectory(
                    atPath: path + part,
                    withIntermediateDirectories: true
                )
            }
        } catch {
            throw StartFailure(
                StartFailure.cannotCreate,
                "data directory '\(path)' cannot be made: check who owns it, or give --data-dir"
            )
        }
        let lock = open(lockPath(path), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw StartFailure(
                StartFailure.cannotCreate,
                "data directory '\(path)' cannot be written: check who owns it, or give --data-dir"
            )
        }
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

    private static func lockPath(_ path: String) -> String { path + "/" + ServiceLock.name }

    /// Makes the directory in which computations keep their files while they work, empty.
    ///
    /// Returns its absolute path; what a crash left in it is removed.
    func emptyScratch() throws -> String {
        let scratch = path + "/scratch"
        try? FileManager.default.removeItem(atPath: scratch)
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        return scratch
    }

    /// Tells others where the service is.
    func publish(_ url: String) {
        let bytes = Array(ServiceLock(pid: getpid(), url: url).text.utf8)
        ftruncate(lock, 0)
        pwrite(lock, bytes, bytes.count, 0)
    }

    /// Lets go of the directory; removes it where it was temporary.
    func release(removing: Bool) {
        ftruncate(lock, 0)
        close(lock)
        if removing { try? FileManager.default.removeItem(atPath: path) }
    }

    /// The service's keys, made at the first start.
    ///
    /// Another address than loopback demands keys that somebody set, since it opens the service to
    /// others.
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
