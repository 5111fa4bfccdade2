/// Why a file cannot be read as what it is declared to be, with the line where that shows.
package struct FileProblem: Error, Equatable {
    package var line: Int?
    /// What is wrong and what to do, to follow the file's name: `has 3 fields …`.
    package var reason: String

    package init(line: Int? = nil, reason: String) {
        self.line = line
        self.reason = reason
    }

    package func message(naming file: String) -> String {
        (line.map { "line \($0) of '\(file)' " } ?? "'\(file)' ") + reason
    }
}
