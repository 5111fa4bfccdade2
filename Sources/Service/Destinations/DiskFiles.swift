import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The operations on the files of this machine.
struct DiskFiles: FileOperations {
    private struct Failure: Error {}

    func kind(of path: String) -> FileKind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    func size(of path: String) -> Int? {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    func content(of path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func write(_ data: Data, to path: String) throws {
        try data.write(to: URL(filePath: path))
    }

    func move(_ source: String, to target: String) throws {
        try FileManager.default.moveItem(atPath: source, toPath: target)
    }

    func replace(_ target: String, with source: String) throws {
        if rename(source, target) == 0 { return }
        guard errno == EXDEV else { throw Failure() }
        try? FileManager.default.removeItem(atPath: target)
        try FileManager.default.moveItem(atPath: source, toPath: target)
    }

    func link(_ source: String, to name: String) throws {
        try FileManager.default.linkItem(atPath: source, toPath: name)
    }

    func synchronize(_ paths: [String]) throws {
        for path in paths {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure() }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw Failure() }
        }
    }

    func removeEmptyFolder(_ path: String) { rmdir(path) }

    func removeFolder(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }
}
