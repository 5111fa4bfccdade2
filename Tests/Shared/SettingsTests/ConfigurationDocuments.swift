import Settings

/// The configuration's keys as a man page and as a table of Markdown.
enum ConfigurationDocuments {
    static func manual(of tables: [SettingTable]) -> String {
        ([head] + tables.map(section) + [foot]).joined(separator: "\n") + "\n"
    }

    static func markdown(of tables: [SettingTable]) -> String {
        let head = ["| key | value | default | |", "|---|---|---|---|"]
        let rows = tables.flatMap { table in table.keys.map { row($0, in: table.place) } }
        return (head + rows).joined(separator: "\n")
    }

    private static func row(_ key: SettingKey, in place: String) -> String {
        let name = place.isEmpty ? key.name : "\(place).\(key.name)"
        return "| `\(name)` | \(key.value) | \(key.standard ?? "") | \(key.help) |"
    }

    private static func section(_ table: SettingTable) -> String {
        let title = table.place.isEmpty ? "Keys of the file" : "Keys of \(table.place)"
        return
            ([".Ss \(title)", text(table.summary), ".Bl -tag -width 6n"] + table.keys.flatMap(item)
            + [".El"])
            .joined(separator: "\n")
    }

    private static func item(_ key: SettingKey) -> [String] {
        let end = key.standard.map { "Default: \($0)." }
        return [".It Sy \(key.name) : No \(text(key.value))", text(key.help)]
            + [end].compactMap { $0.map(text) }
    }

    /// Text of which a formatter of man pages takes nothing for its own.
    private static func text(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("'", with: "\\(aq").replacing(
            " -",
            with: " \\-"
        ).replacing("…", with: "...")
    }

    private static let head = """
        .Dt PANDORA-CONFIG 5
        .Os
        .Sh NAME
        .Nm pandora-config
        .Nd the configuration file of the console for Pandora pipelines
        .Sh DESCRIPTION
        .Pa ~/.config/pandora/config.yaml
        is a YAML document; of one that holds keys or tokens others must be unable to read it (mode 600).
        What is not known in it, or cannot be, is refused at the start, with what to do.
        .Sh KEYS
        """

    private static let foot = """
        .Sh PLACEHOLDERS
        In
        .Sy run
        of a command stand {name}, {kind}, {job}, {run}, {repo}, {datasource}, {profile}, {endpoint} and {region} for
        what is selected; {{ is a brace.
        A value never becomes more than its argument, and none that would begin an option is passed.
        .Sh ENVIRONMENT
        .Bl -tag -width 6n
        .It Ev PANDORA_PROFILE
        The profile, where
        .Fl \\-profile
        does not say it.
        .It Ev PANDORA_ENDPOINT , PANDORA_ACCESS_KEY , PANDORA_SECRET_KEY
        A service and its keys, in place of the profile\\(aqs.
        .It Ev HTTPS_PROXY , HTTP_PROXY , ALL_PROXY , NO_PROXY
        The proxy, and what is reached without it.
        .It Ev SSL_CERT_FILE
        Certificates to trust in place of the system\\(aqs.
        .It Ev XDG_CONFIG_HOME
        The directory in place of
        .Pa ~/.config .
        .It Ev NO_COLOR
        No colours, where it is set.
        .It Ev ESCDELAY
        Milliseconds in which the rest of a key\\(aqs sequence must come after Esc; 25 where it is not set.
        .El
        .Sh FILES
        .Bl -tag -width 6n
        .It Pa ~/.config/pandora/config.yaml
        The configuration.
        .It Pa ~/.config/pandora/views.yaml
        The views that were saved from the console.
        .El
        .Sh EXAMPLES
        .Bd -literal
        profile: work
        profiles:
          work:
            endpoint: https://pipeline.qiniu.com
            command: pass show pandora
            confirm: name
        keys:
          rerun: Ctrl\\-R
        views:
          late nightly: { kind: jobs, filter: nightly status:failed }
        .Ed
        .Sh SEE ALSO
        .Xr pandora 1
        """
}
