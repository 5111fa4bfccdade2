package import PipelineAPI

/// A record of a CSV file.
package struct CSVRecord: Equatable, Sendable {
    package struct Cell: Equatable, Sendable {
        package var text: [UInt8] = []
        /// Whether it was in quotes: an empty one is an empty text then, and no value otherwise.
        package var isQuoted = false
    }

    package var cells: [Cell] = []
    /// The lines of the file that it takes: more than one where a text in quotes has line ends.
    var lineCount = 0

    /// Whether it is an empty line.
    var isBlank: Bool { cells.count == 1 && cells[0] == Cell() }
}

/// Reads CSV (RFC 4180) line by line.
package struct CSVRecordReader: Sendable {
    private enum Place {
        case start, plain, quoted, afterQuote
    }

    private var record = CSVRecord()
    private var cell = CSVRecord.Cell()
    private var place = Place.start
    /// The bytes of the record so far.
    private(set) var size = 0

    package init() {}

    /// The number of lines of a record that is not complete; 0 between records.
    var openLines: Int { record.lineCount }

    /// Adds a line, a CR at its end included; returns the record that ends with it.
    package mutating func take(_ line: [UInt8]) throws(APIError) -> CSVRecord? {
        record.lineCount += 1
        size += line.count + 1
        for (index, byte) in line.enumerated() {
            let endsLine = byte == UInt8(ascii: "\r") && index == line.count - 1
            if endsLine, place != .quoted { break }
            try take(byte)
        }
        if place == .quoted {
            cell.text.append(UInt8(ascii: "\n"))
            return nil
        }
        endCell()
        defer {
            record = CSVRecord()
            size = 0
        }
        return record
    }

    private mutating func take(_ byte: UInt8) throws(APIError) {
        let quote = UInt8(ascii: "\"")
        switch (place, byte) {
        case (.start, quote):
            cell.isQuoted = true
            place = .quoted
        case (.quoted, quote): place = .afterQuote
        case (.afterQuote, quote):
            cell.text.append(quote)
            place = .quoted
        case (.start, UInt8(ascii: ",")), (.plain, UInt8(ascii: ",")),
            (.afterQuote, UInt8(ascii: ",")):
            endCell()
        case (.plain, quote):
            throw APIError(
                .malformedBody,
                "column \(record.cells.count + 1) has a quote within its text: "
                    + "put the text in quotes and double the one in it"
            )
        case (.afterQuote, _):
            throw APIError(
                .malformedBody,
                "column \(record.cells.count + 1) has text after its closing quote: "
                    + "double a quote that is part of the text"
            )
        case (.start, _), (.plain, _):
            cell.text.append(byte)
            place = .plain
        case (.quoted, _): cell.text.append(byte)
        }
    }

    private mutating func endCell() {
        record.cells.append(cell)
        cell = CSVRecord.Cell()
        place = .start
    }
}
