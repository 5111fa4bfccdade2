import FoundationEssentials
import PipelineEngine

/// Renames the files that DuckDB has written to the names of an export: `part-00003.json`, in folders
/// `field=value` for partitions.
struct WrittenFiles {
    private let directory: String
    private let ending: String
    private let manager = FileManager.default

    init(_ writing: FileWriting) {
        directory = writing.directory
        ending = DuckDBWriting(writing).ending
    }

    /// Moves each part out of the folder with its number.
    ///
    /// Returns the paths in order.
    func collect() throws -> [String] {
        try flatten("")
        return paths(below: "").sorted()
    }

    private func flatten(_ folder: String) throws {
        for name in try manager.contentsOfDirectory(atPath: directory + "/" + folder) {
            let path = folder + name
            guard isFolder(path) else { continue }
            guard let number = partNumber(of: name) else {
                try flatten(path + "/")
                continue
            }
            try moveUp(path, number: number, to: folder)
        }
    }

    private func partNumber(of folder: String) -> Int? {
        let parts = folder.split(separator: "=")
        return parts.first == Substring(DuckDBWriting.part) ? parts.last.flatMap { Int($0) } : nil
    }

    /// A part is one file: the single thread that writes it never closes a file to open another.
    private func moveUp(_ path: String, number: Int, to folder: String) throws {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        let files = try manager.contentsOfDirectory(atPath: directory + "/" + path).sorted()
        for (index, file) in files.enumerated() {
            let suffix = index == 0 ? "" : "-\(index)"
            try manager.moveItem(
                atPath: "\(directory)/\(path)/\(file)",
                toPath: "\(directory)/\(folder)part-\(padded)\(suffix).\(ending)"
            )
        }
        try manager.removeItem(atPath: directory + "/" + path)
    }

    private func paths(below folder: String) -> [String] {
        let names = (try? manager.contentsOfDirectory(atPath: directory + "/" + folder)) ?? []
        return names.flatMap { name in
            isFolder(folder + name) ? paths(below: folder + name + "/") : [folder + name]
        }
    }

    private func isFolder(_ path: String) -> Bool {
        let attributes = try? manager.attributesOfItem(atPath: directory + "/" + path)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }
}
