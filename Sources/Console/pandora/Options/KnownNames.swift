import ArgumentParser
import Commands
import Console
import FoundationEssentials
import Settings

/// Names that a shell completes: those of the console's last session, without a request.
enum KnownNames {
    static let jobs = items(.jobs)
    static let repos = items(.repos)

    /// The items of the kind that the words before name.
    static let ofKind = CompletionKind.custom { words, _, _ in
        let kind = words.lazy.compactMap { try? KindLookup.kind(named: $0) }.first
        return kind.map { names(of: $0.id, words) } ?? []
    }

    static let profiles = CompletionKind.custom { _, _, _ in
        let environment = ProcessInfo.processInfo.environment
        let path = try? Paths(environment: environment).configFile
        let file = path.flatMap { try? ConfigFile.read(from: $0) }
        return (file?.profiles.keys.sorted() ?? []).filter(isCompletable)
    }

    private static func items(_ kind: ResourceID) -> CompletionKind {
        .custom { words, _, _ in names(of: kind, words) }
    }

    private static func names(of kind: ResourceID, _ words: [String]) -> [String] {
        let environment = ProcessInfo.processInfo.environment
        let asked = words.firstIndex(of: "--profile").map { words.dropFirst($0 + 1).first ?? "" }
        guard let profile = try? Profile.chosen(asked: asked, environment),
            let paths = try? Paths(environment: environment),
            let cache = StateFiles(paths: paths, profile: profile.name).cache
        else { return [] }
        let names = cache.listings(for: profile.endpoint).filter { $0.0.kind == kind }
            .flatMap { $0.1.rows.map(\.name) }
        return Set(names).sorted().filter(isCompletable)
    }

    /// A line each goes to the shell, so that a name with blanks or control characters would be another.
    private static func isCompletable(_ name: String) -> Bool {
        !name.contains { $0.isWhitespace || $0.isNewline || $0 == ":" }
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 }
    }
}
