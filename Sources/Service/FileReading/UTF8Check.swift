/// Checks bytes for UTF-8 one after another, across the pieces of a file.
struct UTF8Check {
    enum Outcome {
        /// The byte begins or continues a scalar.
        case good
        /// The bytes of the scalar before this one are no scalar; this one begins the next.
        case badBefore
        /// The byte is part of no scalar.
        case bad
    }

    /// How many bytes the scalar still lacks.
    private(set) var missing: UInt8 = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    mutating func next(_ byte: UInt8) -> Outcome {
        if missing > 0 {
            guard byte >= lowest, byte <= highest else {
                missing = 0
                return begin(byte) ? .badBefore : .bad
            }
            missing -= 1
            (lowest, highest) = (0x80, 0xBF)
            return .good
        }
        return begin(byte) ? .good : .bad
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        (lowest, highest) = (0x80, 0xBF)
        switch byte {
        case 0..<0x80: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, lowest) = (2, 0xA0)
        case 0xED: (missing, highest) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, lowest) = (3, 0x90)
        case 0xF4: (missing, highest) = (3, 0x8F)
        case 0xF1...0xF3: missing = 3
        default: return false
        }
        return true
    }
}
