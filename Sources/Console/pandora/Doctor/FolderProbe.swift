import Commands
import FoundationEssentials
import Glibc

/// Looks at a folder of the program's: its size, its room, and whether it can be written.
struct FolderProbe {
    let path: String
    /// The path as it is told.
    let shown: String

    /// A folder with more entries, as of a demo, is not counted to its end.
    private static let mostEntries = 20_000

    var facts: MachineFacts.Folder {
        var facts = MachineFacts.Folder(path: shown)
        facts.isThere = kind(of: path) == S_IFDIR
        facts.isWritable = facts.isThere ? canWrite : access(nearest, W_OK | X_OK) == 0
        facts.freeBytes = freeBytes
        if facts.isThere { (facts.bytes, facts.isPartial) = size }
        return facts
    }

    /// A permission alone does not say it: a disk may be full or mounted for reading.
    private var canWrite: Bool {
        let file = "\(path)/.doctor-\(getpid())"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let isWritten = Glibc.write(descriptor, "x", 1) == 1 && fsync(descriptor) == 0
        close(descriptor)
        unlink(file)
        return isWritten
    }

    /// The folder itself, or the nearest one above it that is there.
    private var nearest: String {
        var parts = path.split(separator: "/")
        while !parts.isEmpty {
            let path = "/" + parts.joined(separator: "/")
            if kind(of: path) == S_IFDIR { return path }
            parts.removeLast()
        }
        return "/"
    }

    private var freeBytes: Int? {
        var status = statvfs()
        guard statvfs(nearest, &status) == 0 else { return nil }
        return Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(
                by: UInt64(status.f_frsize)
            ).partialValue
        )
    }

    private func kind(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    private var size: (bytes: Int, isPartial: Bool) {
        var (bytes, entries) = (0, 0)
        var folders = [path]
        while let folder = folders.popLast() {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard entries < Self.mostEntries else { return (bytes, true) }
                entries += 1
                var status = stat()
                guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: folders.append("\(folder)/\(name)")
                case S_IFREG: bytes += Int(status.st_size)
                default: break
                }
            }
        }
        return (bytes, false)
    }
}
