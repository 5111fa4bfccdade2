import FoundationEssentials
import Glibc
import Settings

/// The files of documents while the user's editor has them.
///
/// They are in a private directory of the state and not in a temporary one, so that a document whose editor or
/// terminal was killed is found at the next start.
struct DraftFiles: Sendable {
    let directory: String

    init(environment: [String: String]) throws(SettingsError) {
        directory = try Paths(environment: environment).state + "/drafts"
    }

    /// Writes a text to a new file that only its owner may read; returns its path.
    func create(_ text: String) throws(SettingsError) -> String {
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch { throw SettingsError("'\(directory)' cannot be created: check whose it is") }
        let path = "\(directory)/pandora-\(getpid())-\(UInt32.random(in: 0 ... .max)).yaml"
        try PrivateFile.write(text, to: path)
        return path
    }

    /// Whether a file, or a swap file that an editor left beside it, has text of the user's.
    func isChanged(_ path: String, from text: String) -> Bool {
        let bytes = FileManager.default.contents(atPath: path)
        return bytes.map { !$0.isEmpty && Array($0) != Array(text.utf8) } ?? false
            || hasSwapFile(path)
    }

    private func hasSwapFile(_ path: String) -> Bool {
        let name = ".\(path.split(separator: "/").last ?? "").sw"
        return names.contains { $0.hasPrefix(name) }
    }

    /// The paths of documents whose program has ended without sending them.
    var abandoned: [String] {
        names.sorted().filter { name in
            let words = name.split(separator: "-")
            guard words.count == 3, words[0] == "pandora", name.hasSuffix(".yaml"),
                let owner = pid_t(words[1])
            else { return false }
            return owner != getpid() && kill(owner, 0) != 0 && errno == ESRCH
        }.map { "\(directory)/\($0)" }
    }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    }
}
