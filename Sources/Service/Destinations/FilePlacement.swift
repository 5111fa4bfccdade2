import FoundationEssentials

/// Moves of files, and the names they get.
enum FilePlacement {
    /// Moves a file or a folder, making the folders above its new place.
    static func move(_ source: String, to target: String) throws {
        let target = target.hasSuffix("/") ? String(target.dropLast()) : target
        try FileManager.default.createDirectory(
            atPath: String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]),
            withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(atPath: source, toPath: target)
    }

    /// The name with its ending, and a number between where it is taken.
    static func free(_ name: String, _ ending: String) -> String {
        var candidate = name + ending
        var number = 1
        while FileManager.default.fileExists(atPath: candidate) {
            candidate = "\(name)-\(number)\(ending)"
            number += 1
        }
        return candidate
    }

    /// `hdfs://host:port/a/b/` as `a/b`.
    static func path(ofHDFS url: String) -> String {
        let rest = url.firstRange(of: "://").map { scheme in
            url[scheme.upperBound...].drop { $0 != "/" }
        }
        return (rest ?? url[...]).split(separator: "/").joined(separator: "/")
    }

    /// A text as a file's name: letters, digits, `.`, `_` and `-`, never hidden and never a way out.
    static func fileName(_ text: String) -> String {
        let kept = String(
            text.map { character in
                character.isASCII && (character.isLetter || character.isNumber)
                    || "._-".contains(character) ? character : "_"
            }
        )
        return kept.isEmpty || kept.hasPrefix(".") ? "_" + kept : kept
    }
}
