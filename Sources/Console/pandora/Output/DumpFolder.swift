import Commands
import FoundationEssentials
import Settings

/// A folder with a file for each definition, which `apply -f` reads.
struct DumpFolder {
    let path: String

    /// Writes what differs and says what else is there, which `apply` would read too.
    func write(_ documents: [DumpedDocument]) throws(CommandFailure) {
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        var written = 0
        for document in documents {
            let file = "\(folder)/\(document.path)"
            if let old = FileManager.default.contents(atPath: file),
                old == Data(document.text.utf8)
            {
                continue
            }
            try makeFolder(of: file)
            do throws(SettingsError) {
                try PrivateFile.write(document.text, to: file)
            } catch { throw CommandFailure(.output, error.description) }
            written += 1
        }
        let kept = documents.count - written
        try Output.line(
            "wrote \(written) file\(written == 1 ? "" : "s")"
                + (kept > 0 ? ", \(kept) had the definition already" : "")
        )
        for file in strangers(in: folder, besides: Set(documents.map(\.path))) {
            Output.remark("'\(folder)/\(file)' is no definition of this dump: 'apply' reads it too")
        }
    }

    private func makeFolder(of file: String) throws(CommandFailure) {
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw CommandFailure(
                .output,
                "the folder '\(folder)' cannot be made: look who may write there, and whether it is a file"
            )
        }
    }

    private func strangers(in folder: String, besides known: Set<String>) -> [String] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return paths.filter { DocumentFile.isRead($0) && !known.contains($0) }.sorted()
    }
}
