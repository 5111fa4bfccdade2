extension String {
    /// Returns the text with another in the place of a part, wherever that is.
    package func replacing(_ text: String, with other: String) -> String {
        guard !text.isEmpty else { return self }
        var result = ""
        var rest = self[...]
        while let found = rest.firstRange(of: text) {
            result += rest[..<found.lowerBound] + other
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}
