extension ConfigFile {
    /// Every mapping of the file whose keys are known, in the order in which the documents show them.
    package static let tables = [keys, ProfileReader.keys, CommandSettings.keys, ViewSettings.keys]

    static let keys = SettingTable(
        "",
        "The whole file.",
        [
            SettingKey(
                "profile",
                "a profile's name",
                standard: "the only profile",
                "The profile that is used where none is asked for."
            ),
            SettingKey("profiles", "mappings by name", "The services to work with."),
            SettingKey(
                "ascii",
                "true or false",
                standard: "by the locale",
                "Whether to draw without box characters."
            ),
            SettingKey(
                "theme",
                "a theme's name",
                standard: "dark",
                "The colours: dark, light, contrast, mono or one of your own."
            ),
            SettingKey(
                "language",
                "en or zh",
                standard: "by the locale",
                "The language of the console."
            ),
            SettingKey(
                "themes",
                "mappings by name",
                "Themes of your own: an appearance such as 'brightred on 24 bold' by style, and under base the theme that they change."
            ),
            SettingKey(
                "keys",
                "a key or a list of keys by command",
                "Keys of your own, by the words that the help and 'pandora keys' show."
            ),
            SettingKey(
                "commands",
                "mappings by name",
                "Programs of your own that the console runs on what is selected."
            ),
            SettingKey(
                "views",
                "mappings by name",
                "Filters, orders and columns to call up again."
            ),
        ]
    )
}

extension ProfileReader {
    static let keys = SettingTable(
        "profiles.NAME",
        "A service to work with. Of accessKey with secretKey, token, command and tokenCommand there is one.",
        [
            SettingKey(
                "endpoint",
                "http://HOST:PORT or https://HOST",
                "The address of the service."
            ),
            SettingKey(
                "region",
                "a region's name",
                standard: Profile.defaultRegion,
                "The region of what is created."
            ),
            SettingKey("accessKey", "a key", "The access key; the file then must be yours alone."),
            SettingKey("secretKey", "a key", "The secret of the access key."),
            SettingKey(
                "token",
                "'Pandora …'",
                "A whole Authorization value that was signed elsewhere."
            ),
            SettingKey(
                "command",
                "a line for the shell, or a list of words",
                "A program that prints accessKey: … and secretKey: … on a line each."
            ),
            SettingKey(
                "tokenCommand",
                "a line for the shell, or a list of words",
                "A program that prints a token; it gets the method and the path of each request as two more arguments."
            ),
            SettingKey(
                "readOnly",
                "true or false",
                standard: "false",
                "The same as 'writable: never'."
            ),
            SettingKey(
                "writable",
                of: Profile.Writable.self,
                standard: .always,
                "Whether changes may be made; ask opens the profile for ten minutes with W."
            ),
            SettingKey(
                "confirm",
                of: Profile.Confirm.self,
                standard: .ask,
                "How a change is confirmed: by a key, or by typing the profile's name."
            ),
            SettingKey(
                "theme",
                "a theme's name",
                standard: "that of the file",
                "The colours while this profile is used."
            ),
            SettingKey(
                "zone",
                "an offset such as '+08:00', or local",
                standard: "learned from the runs",
                "The zone of the schedules, where the service does not say it."
            ),
            SettingKey(
                "reruns",
                "1 to 100",
                standard: "4",
                "How many reruns of a repair may be under way at one time."
            ),
        ]
    )
}

extension CommandSettings {
    static let keys = SettingTable(
        "commands.NAME",
        "A program of your own, run without a shell.",
        [
            SettingKey("key", "a key", "The key that runs it; the palette has it by its name."),
            SettingKey(
                "kinds",
                "a kind or a list of kinds",
                "What it is for, such as [jobs, runs]; it must be there."
            ),
            SettingKey(
                "run",
                "a list of words",
                "The program and its arguments, with placeholders; it must be there."
            ),
            SettingKey("help", "a text", "What the help says of it."),
            SettingKey(
                "confirm",
                "true or false",
                standard: "false",
                "Whether it asks before it runs."
            ),
            SettingKey(
                "background",
                "true or false",
                standard: "false",
                "Whether it runs beside the console, with its output in a pane; else it has the terminal."
            ),
            SettingKey(
                "safe",
                "true or false",
                standard: "false",
                "Whether it changes nothing, and so runs with read-only profiles too."
            ),
        ]
    )
}

extension ViewSettings {
    static let keys = SettingTable(
        "views.NAME",
        "A filter, an order and columns of a kind's list.",
        [
            SettingKey(
                "kind",
                "a kind",
                "What it lists: as in 'pandora get', or allruns, alltransforms, allexports, night; it must be there."
            ),
            SettingKey("filter", "a filter", "The filter, as it is typed after /."),
            SettingKey(
                "sort",
                "a column's title",
                standard: "that of the list",
                "The order, with - before the title for the largest first."
            ),
            SettingKey(
                "columns",
                "a title or a list of titles",
                standard: "all",
                "The columns in sight."
            ),
            SettingKey("key", "a key", "The key that calls it up."),
        ]
    )
}
