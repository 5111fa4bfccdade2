/// Text decoded from the bytes of a user's file, strictly as UTF-8.
///
/// A lenient decoder would replace what it cannot read, and the replacement would be stored in place of the text.
package enum UTF8Text {
    /// Returns the text without a byte order mark; the error completes a sentence that begins with the file's name.
    package static func decode(_ bytes: some Collection<UInt8>) throws(SettingsError) -> String {
        let bytes = Array(bytes)
        if let reason = otherFormat(bytes) { throw SettingsError(reason) }
        let body = withoutMark(bytes)
        if let text = String(validating: body, as: UTF8.self) { return text }
        throw SettingsError("line \(firstInvalidLine(body)) is not UTF-8: save it as UTF-8")
    }

    /// Returns the bytes without the byte order mark that some editors put first.
    package static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// Returns what the bytes are, if they are UTF-16 or compressed, and what to do; `nil` for any other bytes.
    package static func otherFormat(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x1F, 0x8B]) { return "it is compressed with gzip: unpack it" }
        let isUTF16 =
            bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || bytes.count > 1 && (bytes[0] == 0) != (bytes[1] == 0)
        return isUTF16 ? "it is UTF-16: save it as UTF-8" : nil
    }

    private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index ?? 0) + 1
    }
}
