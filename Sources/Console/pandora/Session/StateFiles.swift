import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import Settings
import SystemPackage

/// The console's files between sessions: the preferences and the cache of known lists.
///
/// Both are readable by the user alone and are replaced atomically, so that a crash leaves the old one.
struct StateFiles: Sendable {
    private let preferencesPath: String
    private let cachePath: String

    init(paths: Paths, profile: String) {
        preferencesPath = paths.preferences
        cachePath = paths.cache + "/\(StateFiles.fileName(of: profile)).json"
    }

    /// Returns the file name of a profile, whose name may contain any character; it is unique for each profile.
    static func fileName(of profile: String) -> String {
        profile.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            return isPlain || character == "-" ? String(character) : "%\(String(byte, radix: 16))"
        }.joined()
    }

    var preferences: Preferences {
        guard let data = FileManager.default.contents(atPath: preferencesPath) else {
            return Preferences()
        }
        return (try? JSONCoding.decode(Preferences.self, from: data)) ?? Preferences()
    }

    func savePreferences(_ preferences: Preferences) {
        if let data = try? JSONCoding.encode(preferences) { replace(preferencesPath, with: data) }
    }

    var cache: StateCache? {
        FileManager.default.contents(atPath: cachePath).flatMap(StateCache.read)
    }

    func keep(_ cache: Data) { replace(cachePath, with: cache) }

    /// Writes a file; an error is ignored, since the next start only shows its first picture later.
    private func replace(_ path: String, with data: Data) {
        let directory = FilePath(path).removingLastComponent().string
        try? FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
        guard descriptor >= 0 else { return }
        let written = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        if written != data.count || rename(draft, path) != 0 { unlink(draft) }
    }
}
