/// Every setting of the configuration file with what it is, as the file's readers know them.
package enum SettingsHelp {
    package struct Section: Sendable {
        package let title: String
        package let settings: [(String, String)]

        init(_ title: String, _ settings: KeyValuePairs<String, String>) {
            self.title = title
            self.settings = settings.map { ($0.key, $0.value) }
        }
    }

    package static let sections = [
        Section("the file", ConfigFile.settings),
        Section("profiles.NAME", ProfileReader.settings),
        Section("commands.NAME", CommandSettings.settings),
        Section("views.NAME", ViewSettings.settings),
    ]
}
