import FoundationEssentials
import PipelineEngine

/// Whether and how the rows of a run are added to a file that has those of other runs.
struct FileGrowth: Equatable, Sendable {
    /// Whether two files after each other are one file of the format.
    var isPossible: Bool
    /// Whether the first line is the header, which a file has once.
    var hasHeader: Bool

    static let none = FileGrowth(isPossible: false, hasHeader: false)

    /// A compressed file is a sequence of members, each with a header of its own: it cannot be left out.
    init(format: String, isCompressed: Bool, hasHeader: Bool) {
        let hasHeader = format == "csv" && hasHeader
        isPossible = ["json", "csv", "text"].contains(format) && !(isCompressed && hasHeader)
        self.hasHeader = hasHeader
    }

    private init(isPossible: Bool, hasHeader: Bool) {
        self.isPossible = isPossible
        self.hasHeader = hasHeader
    }

    /// Returns the header's size in bytes; 0 without one.
    func headerBytes(of data: Data) -> Int {
        guard hasHeader, let end = data.firstIndex(of: UInt8(ascii: "\n")) else { return 0 }
        return data.distance(from: data.startIndex, to: end) + 1
    }

    /// Returns the parts of a run's own file, of which only one with a header is read.
    func pieces(of path: String, bytes: Int, run: Int64) throws -> [WrittenKey.Piece] {
        guard isPossible else { return [] }
        guard hasHeader else { return [WrittenKey.Piece(run: run, bytes: bytes)] }
        let header = headerBytes(
            of: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        )
        return [
            WrittenKey.Piece(run: nil, bytes: header),
            WrittenKey.Piece(run: run, bytes: bytes - header),
        ]
    }

    /// Returns a file with the rows of a run added, or in the place of those that it had of this run.
    ///
    /// `nil` where it cannot be: the file is not as it was written, or has another header.
    func grown(_ file: GrownFile, by added: Data, of run: Int64) -> GrownFile? {
        guard isPossible, file.isWhole else { return nil }
        let header = headerBytes(of: added)
        let known = file.pieces.first.flatMap { $0.run == nil ? $0.bytes : nil } ?? 0
        guard file.data.prefix(known) == added.prefix(header) else { return nil }
        return file.replacing(run, with: added.dropFirst(header))
    }
}

/// A file made of the rows of several runs, with the size of each part.
struct GrownFile: Equatable {
    var data: Data
    var pieces: [WrittenKey.Piece]

    /// Whether the file has the size of its parts: nobody else has changed it.
    var isWhole: Bool { !pieces.isEmpty && pieces.reduce(0) { $0 + $1.bytes } == data.count }

    /// Returns the file with other rows of a run, at their place or at the end; none leaves the run out.
    func replacing(_ run: Int64, with rows: Data?) -> GrownFile {
        var new = GrownFile(data: Data(), pieces: [])
        var rest = data[...]
        var rows = rows
        for piece in pieces {
            let bytes = rest.prefix(piece.bytes)
            rest = rest.dropFirst(piece.bytes)
            guard piece.run == run else {
                new.append(bytes, of: piece.run)
                continue
            }
            if let rows { new.append(rows, of: run) }
            rows = nil
        }
        if let rows { new.append(rows, of: run) }
        return new
    }

    private mutating func append(_ bytes: Data, of run: Int64?) {
        data.append(bytes)
        pieces.append(WrittenKey.Piece(run: run, bytes: bytes.count))
    }
}
