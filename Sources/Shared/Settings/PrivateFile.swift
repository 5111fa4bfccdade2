import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads and writes files that only their owner may read.
///
/// It uses system calls, since permissions must be checked on the opened file, and a new file must be private from
/// its first byte on.
package struct PrivateFile {
    package let text: String
    private let path: String
    /// The permission bits of the opened file.
    private let mode: mode_t

    /// Reads a file; throws if others may read it, or if it does not exist.
    package static func read(_ path: String) throws(SettingsError) -> String {
        guard let text = try readIfPresent(path) else {
            throw SettingsError("'\(path)' cannot be read: \(words(for: ENOENT))")
        }
        return text
    }

    /// Reads a file; returns `nil` if there is none, and throws if others may read it, or if it is a link to no file.
    package static func readIfPresent(_ path: String) throws(SettingsError) -> String? {
        guard let file = try open(path) else { return nil }
        try file.requirePrivate()
        return file.text
    }

    /// Reads a file whoever may read it; returns `nil` if it does not exist.
    static func open(_ path: String) throws(SettingsError) -> PrivateFile? {
        let descriptor = SystemCall.open(path, O_RDONLY | O_CLOEXEC, 0)
        guard descriptor >= 0 else {
            let code = errno
            if code == ENOENT, !isLink(path) { return nil }
            guard code != ENOENT else {
                throw SettingsError("'\(path)' is a link to a file that does not exist: correct it")
            }
            throw SettingsError("'\(path)' cannot be read: \(words(for: code))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, let data = readAll(descriptor) else {
            throw SettingsError("'\(path)' cannot be read: \(words(for: errno))")
        }
        let text: String
        do throws(SettingsError) {
            text = try UTF8Text.decode(data)
        } catch { throw SettingsError("'\(path)' cannot be read: \(error.description)") }
        return PrivateFile(text: text, path: path, mode: status.st_mode & 0o777)
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    func requirePrivate() throws(SettingsError) {
        guard mode & 0o077 == 0 else {
            throw SettingsError(
                "'\(path)' can be read by others, and it holds keys: run chmod 600 '\(path)'"
            )
        }
    }

    /// Replaces a file atomically, with mode 0600 from the first byte on.
    package static func write(_ text: String, to path: String) throws(SettingsError) {
        let temporary = "\(path).new"
        unlink(temporary)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = SystemCall.open(temporary, flags, 0o600)
        guard descriptor >= 0 else {
            throw SettingsError("'\(path)' cannot be written: \(words(for: errno))")
        }
        let isWritten = writeAll(text, to: descriptor) && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            let reason = isWritten ? errno : reason
            unlink(temporary)
            throw SettingsError("'\(path)' cannot be written: \(words(for: reason))")
        }
    }

    private static func readAll(_ descriptor: Int32) -> Data? {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = SystemCall.read(descriptor, &buffer)
            if count == 0 { return data }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            data.append(contentsOf: buffer[..<count])
        }
    }

    private static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { SystemCall.write(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func words(for code: Int32) -> String {
        let advice =
            switch code {
            case ENOENT: "check the path"
            case EACCES, EPERM: "check whose it is"
            case EISDIR: "give a file"
            case ENOSPC: "make room"
            default: "check the file and its directory"
            }
        return "\(String(cString: strerror(code)).lowercased()): \(advice)"
    }
}

/// System calls whose names ``PrivateFile`` uses for methods of its own.
private enum SystemCall {
    static func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
        #if canImport(Glibc)
        Glibc.open(path, flags, mode)
        #else
        Darwin.open(path, flags, mode)
        #endif
    }

    static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, &buffer, buffer.count)
        #else
        Darwin.read(descriptor, &buffer, buffer.count)
        #endif
    }

    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
