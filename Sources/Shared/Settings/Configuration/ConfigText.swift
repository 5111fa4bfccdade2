/// The text of the configuration file, changed by lines so that all else stays as the user wrote it.
///
/// **Invariant:** a changed text is read again and must say what the old one says and the change, or it is refused.
package struct ConfigText: Equatable, Sendable {
    package let text: String
    private let path: String

    package init(_ text: String, path: String) {
        self.text = text
        self.path = path
    }

    /// Reads the file; where there is none, its text is empty.
    package static func read(from path: String) throws(SettingsError) -> ConfigText {
        let file = try PrivateFile.open(path)
        let config = ConfigText(file?.text ?? "", path: path)
        if try config.meaning().holdsSecrets { try file?.requirePrivate() }
        return config
    }

    /// What the text says.
    package func meaning() throws(SettingsError) -> ConfigFile {
        try ConfigFile(text: text, path: path)
    }

    /// Returns the text with one profile more; its keys are a pair.
    package func adding(_ profile: Profile) throws(SettingsError) -> ConfigText {
        var wanted = try meaning()
        guard wanted.profiles[profile.name] == nil else {
            throw SettingsError(
                "there is a profile '\(profile.name)' in '\(path)' already: change it there, or give another name"
            )
        }
        guard profile.name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_.-]*/) != nil else {
            throw SettingsError(
                "'\(profile.name)' is no name for a profile: begin with a letter, then letters, digits, '-', '_' and '.'"
            )
        }
        wanted.profiles[profile.name] = profile
        var lines = ConfigLines(text)
        lines.addProfile(block(of: profile))
        return try checked(lines.text, says: wanted, "add the profile to it by hand")
    }

    /// Returns the text with another default profile.
    package func using(_ name: String) throws(SettingsError) -> ConfigText {
        var wanted = try meaning()
        guard wanted.profiles[name] != nil else {
            throw SettingsError("there is no profile '\(name)' in '\(path)': \(wanted.listing)")
        }
        guard wanted.profile != name else { return self }
        wanted.profile = name
        var lines = ConfigLines(text)
        lines.setDefault(ConfigText.quoted(name))
        return try checked(lines.text, says: wanted, "write 'profile: \(name)' into it by hand")
    }

    /// Replaces the file, which is private from then on.
    package func write(to path: String) throws(SettingsError) {
        try PrivateFile.write(text, to: path)
    }

    private func checked(
        _ changed: String,
        says wanted: ConfigFile,
        _ advice: String
    ) throws(SettingsError) -> ConfigText {
        let result = ConfigText(changed, path: path)
        guard (try? result.meaning()) == wanted else {
            throw SettingsError(
                "'\(path)' is not written a line a setting, so it is left as it is: \(advice)"
            )
        }
        return result
    }

    private func block(of profile: Profile) -> [String] {
        var settings = ["endpoint: \(ConfigText.quoted(profile.endpoint))"]
        if profile.region != Profile.defaultRegion {
            settings.append("region: \(ConfigText.quoted(profile.region))")
        }
        if let accessKey = profile.accessKey, let secretKey = profile.secretKey {
            settings.append("accessKey: \(ConfigText.quoted(accessKey))")
            settings.append("secretKey: \(ConfigText.quoted(secretKey))")
        }
        return ["\(ConfigText.quoted(profile.name)):"] + settings.map { "  " + $0 }
    }

    /// Returns a text in single quotes where YAML might read it as anything else.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) != nil
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        if isPlain, !words.contains(text.lowercased()) { return text }
        return "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''") + "'"
    }
}

/// The lines of a configuration file, to be added to.
private struct ConfigLines {
    private var lines: [Substring]
    /// The end of the lines that are there.
    private let end: String

    init(_ text: String) {
        // By scalars, since CR LF is one `Character`.
        let scalars = text.unicodeScalars
        end = text.contains("\r\n") ? "\r\n" : "\n"
        lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map {
            Substring($0.last == "\r" ? $0.dropLast() : $0)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
    }

    var text: String { lines.map { $0 + end }.joined() }

    mutating func addProfile(_ block: [String]) {
        guard let head = lines.firstIndex(where: { $0.hasPrefix("profiles:") }) else {
            lines += ["profiles:"] + block.map { "  " + $0 }
            return
        }
        let members = lines[(head + 1)...].prefix { line in
            line.isEmpty || line.hasPrefix(" ") || line.hasPrefix("#")
        }
        let last = members.lastIndex { $0.hasPrefix(" ") && !$0.allSatisfy { $0 == " " } }
        let first = members.first { line in
            let word = line.drop { $0 == " " }
            return !word.isEmpty && word.first != "#"
        }
        let indent = String(first?.prefix { $0 == " " } ?? "  ")
        lines.insert(
            contentsOf: block.map { Substring(indent + $0) },
            at: (last ?? head) + 1
        )
    }

    mutating func setDefault(_ name: String) {
        if let place = lines.firstIndex(where: { $0.hasPrefix("profile:") }) {
            let comment = lines[place].firstRange(of: " #").map { lines[place][$0.lowerBound...] }
            lines[place] = "profile: \(name)\(comment.map { " " + $0.drop { $0 == " " } } ?? "")"
            return
        }
        let first = lines.firstIndex { line in
            line.first.map { !" #%".contains($0) } == true && line != "---"
        }
        lines.insert("profile: \(name)", at: first ?? lines.endIndex)
    }
}
