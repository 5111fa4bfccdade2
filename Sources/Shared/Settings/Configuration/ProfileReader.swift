import PipelineAPI

/// Reads one profile of a configuration.
struct ProfileReader {
    let section: SettingsSection

    func profile(named name: String) throws(SettingsError) -> Profile {
        try section.requireKnown(ProfileReader.keys.names)
        guard let endpoint = try section.text("endpoint") else {
            throw section.refusal("endpoint", "is missing: give the service's address")
        }
        return Profile(
            name: name,
            endpoint: try checked(endpoint),
            region: try section.text("region") ?? Profile.defaultRegion,
            credentials: try credentials(),
            writable: try writable(),
            confirm: try section.choice("confirm", of: Profile.Confirm.self) ?? .ask,
            theme: try section.text("theme"),
            zone: try zone(),
            reruns: try reruns()
        )
    }

    private func checked(_ endpoint: String) throws(SettingsError) -> String {
        do throws(SettingsError) {
            return try EndpointText.checked(endpoint)
        } catch {
            throw section.refusal("endpoint", error.description)
        }
    }

    private func zone() throws(SettingsError) -> LocalZone? {
        guard let text = try section.text("zone") else { return nil }
        guard let zone = LocalZone(setting: text) else {
            throw section.refusal(
                "zone",
                "'\(text)' is no zone: use an offset such as \"+08:00\", or local"
            )
        }
        return zone
    }

    private func reruns() throws(SettingsError) -> Int? {
        guard let text = try section.text("reruns") else { return nil }
        guard let number = Int(text), (1...100).contains(number) else {
            throw section.refusal(
                "reruns",
                "'\(text)' is no number of runs: write one from 1 to 100"
            )
        }
        return number
    }

    private func writable() throws(SettingsError) -> Profile.Writable {
        let writable = try section.choice("writable", of: Profile.Writable.self)
        guard try section.flag("readOnly") ?? false else { return writable ?? .always }
        guard writable == nil || writable == .never else {
            throw section.refusal("writable", "contradicts 'readOnly: true': keep one of the two")
        }
        return .never
    }

    private func credentials() throws(SettingsError) -> CredentialSource? {
        var sources: [CredentialSource] = []
        if let keys = try keys() { sources.append(keys) }
        if let token = try section.text("token") {
            guard token.hasPrefix("Pandora ") else {
                throw section.refusal("token", "is no token: it begins with 'Pandora '")
            }
            sources.append(.token(token))
        }
        if let words = try section.command("command") { sources.append(.command(words)) }
        if let words = try section.command("tokenCommand") { sources.append(.tokenCommand(words)) }
        guard sources.count < 2 else {
            throw section.refusal(
                "accessKey",
                "keys, token, command and tokenCommand exclude each other: keep one"
            )
        }
        return sources.first
    }

    private func keys() throws(SettingsError) -> CredentialSource? {
        let accessKey = try section.text("accessKey")
        let secretKey = try section.text("secretKey")
        if accessKey == nil, secretKey == nil { return nil }
        guard let accessKey, !accessKey.isEmpty, !accessKey.contains(":") else {
            throw section.refusal("accessKey", "is not an access key: give one without ':'")
        }
        guard let secretKey, !secretKey.isEmpty else {
            throw section.refusal("secretKey", "is missing: give the secret of '\(accessKey)'")
        }
        return .keys(accessKey: accessKey, secretKey: secretKey)
    }
}
