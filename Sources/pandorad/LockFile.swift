import FoundationEssentials
import Settings

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Holds a data directory for one service: a lock of the kernel's, which ends with the process.
///
/// The file says who holds it and where that one listens; what a dead service left in it is overwritten.
struct LockFile: Sendable {
    private let descriptor: Int32

    /// - Throws: `locked`, naming the service that has the directory.
    init(in directory: String) throws(StartFailure) {
        let path = directory + "/" + ServiceLock.name
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StartFailure(.cannotWrite, "'\(path)' cannot be written: check who owns it")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StartFailure(.locked, LockFile.words(directory, path))
        }
        ftruncate(descriptor, 0)
    }

    private static func words(_ directory: String, _ path: String) -> String {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        guard let lock = ServiceLock(text: text) else {
            return "'\(directory)' is in use by another pandorad: stop it, or give --data-dir"
        }
        return "'\(directory)' is in use by pandorad \(lock.pid) at \(lock.url): "
            + "use that one, stop it with kill \(lock.pid), or give --data-dir"
    }

    func announce(url: String) {
        let text = ServiceLock(pid: getpid(), url: url).text
        ftruncate(descriptor, 0)
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Leaves the file empty: taking it away would let two services lock two files of one name.
    func release() {
        ftruncate(descriptor, 0)
        close(descriptor)
    }
}
