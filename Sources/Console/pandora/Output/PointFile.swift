import Commands
import Gzip

/// A file of points, unpacked where its content is gzip, whatever its name.
struct PointFile: ~Copyable {
    private let file: InputFile
    private var unpacker: GzipReader?
    /// Bytes that were read to find out what the file is.
    private var begin: [UInt8]?
    /// What is packed and read, but not unpacked.
    private var packed: ArraySlice<UInt8> = []
    private var isKnown = false

    /// What is unpacked at a time; it may become a thousand times as much.
    private static let mostPacked = 4096

    init(_ file: consuming InputFile) { self.file = file }

    var name: String { file.name }

    /// Returns the next bytes; `nil` at the end.
    mutating func read() throws(CommandFailure) -> [UInt8]? {
        try recognize()
        if let bytes = begin {
            begin = nil
            return bytes
        }
        guard let unpacker else { return try file.read() }
        while packed.isEmpty {
            guard let piece = try file.read() else {
                do throws(GzipError) {
                    try unpacker.finish()
                } catch { throw PointFile.failure(error) }
                return nil
            }
            packed = piece[...]
        }
        var unpacked: [UInt8] = []
        do {
            try unpacker.read(Array(packed.prefix(Self.mostPacked))) { unpacked += $0 }
        } catch { throw PointFile.failure(error) }
        packed = packed.dropFirst(Self.mostPacked)
        return unpacked
    }

    private mutating func recognize() throws(CommandFailure) {
        guard !isKnown else { return }
        isKnown = true
        var bytes: [UInt8] = []
        while bytes.count < 2, let piece = try file.read() { bytes += piece }
        guard bytes.starts(with: [0x1F, 0x8B]) else {
            begin = bytes
            return
        }
        do throws(GzipError) {
            unpacker = try GzipReader()
        } catch { throw PointFile.failure(error) }
        packed = bytes[...]
    }

    private static func failure(_ error: any Error) -> CommandFailure {
        CommandFailure(.usage, "it is gzip that cannot be unpacked: pack it again")
    }
}
