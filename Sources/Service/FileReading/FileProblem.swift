/// Why a file cannot be read as what it is declared to be, with the line where that shows.
struct FileProblem: Error, Equatable {
    var line: Int?
    /// What is wrong and what to do, to follow the file's name: `has 3 fields …`.
    var reason: String

    func message(naming file: String) -> String {
        (line.map { "line \($0) of '\(file)' " } ?? "'\(file)' ") + reason
    }
}
