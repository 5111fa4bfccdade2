import Settings

/// A configuration file is read or refused; a profile added to its text leaves every line that was there, in order.
///
/// The service's own files, whose readers share the text, are read or refused too.
enum ConfigurationTarget: FuzzTarget {
    static func fault(in input: [UInt8]) -> String? {
        let text = String(decoding: input, as: UTF8.self)
        _ = try? Stores(text: text, source: Stores.name)
        _ = try? ServiceSettings(text: text, source: ServiceSettings.name)
        _ = try? CredentialsFile(text: text, source: CredentialsFile.name)
        return faultOfProfile(text)
    }

    private static func faultOfProfile(_ text: String) -> String? {
        let config = ConfigText(text, path: "config.yaml")
        let profile = Profile(
            name: "added",
            endpoint: "https://pipeline.example.com",
            accessKey: "it's",
            secretKey: "no: # yes"
        )
        guard let file = try? config.meaning(), let added = try? config.adding(profile) else {
            return nil
        }
        guard let changed = try? added.meaning() else { return "what was written is not read" }
        var wanted = file
        wanted.profiles[profile.name] = profile
        guard changed == wanted else { return "it says something else, too" }
        var lines = added.text.split(whereSeparator: \.isNewline)[...]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let place = lines.firstIndex(of: line) else { return "'\(line)' is gone" }
            lines = lines[(place + 1)...]
        }
        return nil
    }
}
