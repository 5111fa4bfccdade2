import ArgumentParser

/// The values of a job's parameters on the command line, as `name=value`.
enum ParameterWords {
    /// *Throws* where a word has no value; of two values of one name the later is taken.
    static func values(of words: [String]) throws(ValidationError) -> [String: String] {
        var values: [String: String] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw ValidationError("'--param \(word)' has no value: write name=value")
            }
            values[String(parts[0])] = String(parts[1])
        }
        return values
    }
}
