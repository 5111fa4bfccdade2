import Foundation

/// What the kernel says of processes; one that has ended but was not reaped yet counts as gone.
enum ProcessTable {
    static func isRunning(_ process: Int32) -> Bool { parent(of: process) != nil }

    static func children(of process: Int32) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int32.init)
            .filter { parent(of: $0) == process }
    }

    /// The children of a service that compute; the translator of SQL, which runs in Python, is always there.
    static func computations(of service: Int32) throws -> [Int32] {
        try children(of: service).filter { program(of: $0)?.contains("/python") != true }
    }

    /// Children, their children, and so on.
    static func descendants(of process: Int32) throws -> [Int32] {
        let children = try children(of: process)
        return try children + children.flatMap { try descendants(of: $0) }
    }

    /// The path of the program that a process runs.
    static func program(of process: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
    }

    /// Whether a process waits for something; one that is gone waits for nothing any more.
    static func isAsleep(_ process: Int32) -> Bool { fields(of: process)?[1] ?? "S" == "S" }

    private static func parent(of process: Int32) -> Int32? {
        fields(of: process).flatMap { Int32($0[2]) }
    }

    private static func fields(of process: Int32) -> [Substring]? {
        guard let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
            return nil
        }
        let text = String(decoding: stat, as: UTF8.self)
        // After the name in parentheses: field 3 is the state, field 4 the parent.
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard fields.count > 2, fields[1] != "Z" else { return nil }
        return fields
    }
}
