import FoundationEssentials
import Glibc
import PipelineAPI
import Settings
import SystemPackage

/// A file of JSON objects, one a line, that only grows; readable by the user alone.
///
/// Values are appended in one write, so that lines of two consoles never mix.
struct JSONLinesFile: Sendable {
    let path: String

    /// Appends values; returns false if that fails.
    func append(_ values: [some Encodable]) -> Bool {
        let directory = FilePath(path).removingLastComponent().string
        try? FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        guard let bytes = JSONLinesFile.bytes(of: values) else { return false }
        let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }

    /// Returns the values in the last bytes of the file, oldest first; lines that cannot be read, such as one that was
    /// cut, are left out.
    func read<Value: Decodable>(_: Value.Type, last most: Int = .max) -> [Value] {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard lseek(descriptor, max(0, size - most), SEEK_SET) >= 0 else { return [] }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 {
            bytes += buffer.prefix(count)
        }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? JSONCoding.decode(Value.self, from: Data(line))
        }
    }

    /// Replaces the file at once; an error leaves the old one.
    func replace(with values: [some Encodable]) {
        guard let bytes = JSONLinesFile.bytes(of: values) else { return }
        try? PrivateFile.write(String(decoding: bytes, as: UTF8.self), to: path)
    }

    private static func bytes(of values: [some Encodable]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for value in values {
            guard let line = try? JSONCoding.encode(value) else { return nil }
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
