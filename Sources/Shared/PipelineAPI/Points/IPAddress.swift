/// The addresses that a field of type `ip` holds: of version 4 or 6, as RFC 4291 writes them, without a zone.
enum IPAddress {
    /// Returns whether a text is an address.
    static func isOne(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(colon) ? isVersion6(text) : isVersion4(text)
    }

    private static let colon = UInt8(ascii: ":")
    private static let dot = UInt8(ascii: ".")
    private static let zero = UInt8(ascii: "0")

    /// Four decimal numbers from 0 to 255, none with a zero before it.
    private static func isVersion4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: dot, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy { (zero...zero + 9).contains($0) }
                    && (part.count == 1 || part.first != zero)
                    && part.reduce(0) { $0 * 10 + Int($1 - zero) } <= 255
            }
    }

    /// Eight groups of hexadecimal digits, of which one row of zeros may be left out as `::`; the last two may be an
    /// address of version 4.
    private static func isVersion6(_ text: ArraySlice<UInt8>) -> Bool {
        var parts = text.split(separator: colon, omittingEmptySubsequences: false)
        var groups = 0
        if let last = parts.last, last.contains(dot) {
            guard isVersion4(last) else { return false }
            parts.removeLast()
            groups = 2
            // What is before the last colon may be the end of `::`.
            if parts.last?.isEmpty == true { parts.append([]) }
        }
        let empty = parts.indices.filter { parts[$0].isEmpty }
        let digits = parts.filter { !$0.isEmpty }
        guard digits.allSatisfy({ $0.count <= 4 && $0.allSatisfy(isDigit) }) else { return false }
        groups += digits.count
        guard !empty.isEmpty else { return groups == 8 }
        guard parts.count >= 3 else { return false }
        // `::` leaves one empty part in the middle, two at an end, three where it is all.
        let first = parts.startIndex
        let last = parts.endIndex - 1
        let expected: [Int] =
            parts.count == 3 && empty.count == 3
            ? [0, 1, 2]
            : empty.first == first
                ? [first, first + 1]
                : empty.last == last ? [last - 1, last] : [empty[0]]
        return empty == expected && groups <= 7
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (zero...zero + 9).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
