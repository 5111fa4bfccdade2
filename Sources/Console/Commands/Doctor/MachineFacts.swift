/// What `pandora doctor` finds on this machine.
package struct MachineFacts: Equatable, Sendable {
    /// The terminal that the program is started on.
    package struct Terminal: Equatable, Sendable {
        /// What the machine's descriptions of terminals say of a type.
        package struct Description: Equatable, Sendable {
            package var colours: Int
            package var hasAlternateScreen: Bool
            /// Whether the cursor can be placed, without which nothing can be drawn.
            package var canPlaceCursor: Bool

            package init(colours: Int, hasAlternateScreen: Bool, canPlaceCursor: Bool) {
                self.colours = colours
                self.hasAlternateScreen = hasAlternateScreen
                self.canPlaceCursor = canPlaceCursor
            }
        }

        /// The value of `TERM`; empty where it is not set.
        package var type = ""
        package var description: Description?
        /// Columns and rows; `nil` where there is no terminal.
        package var size: (columns: Int, rows: Int)?
        package var refusesColours = false
        /// What is between the program and the terminal, such as `tmux` and `ssh`.
        package var between: [String] = []

        package init() {}

        package static func == (left: Terminal, right: Terminal) -> Bool {
            left.type == right.type && left.description == right.description
                && left.size?.columns == right.size?.columns && left.size?.rows == right.size?.rows
                && left.refusesColours == right.refusesColours && left.between == right.between
        }
    }

    package struct Locale: Equatable, Sendable {
        /// As `LANG=C.UTF-8`; `nil` where no variable names one.
        package var setting: String?
        /// Whether it says that the terminal speaks UTF-8.
        package var speaksUTF8 = false
        /// Whether this machine lets UTF-8 be written.
        package var drawsUTF8 = false
        package var language = "en"

        package init() {}
    }

    package enum Configuration: Equatable, Sendable {
        case missing
        /// The file cannot be used, for this reason.
        case refused(String)
        /// Its permissions, and its profiles by name.
        case read(mode: Int, profiles: [String], standard: String?)
    }

    /// A folder of the program's.
    package struct Folder: Equatable, Sendable {
        package var path: String
        package var isThere = false
        package var isWritable = false
        package var bytes = 0
        /// Whether the files were too many to be counted.
        package var isPartial = false
        package var freeBytes: Int?

        package init(path: String) { self.path = path }
    }

    package var version: String
    /// The system's name, release and machine.
    package var system: String
    package var terminal = Terminal()
    package var locale = Locale()
    /// The offset of this machine's zone, as `+08:00`.
    package var zone: String
    package var configurationPath = ""
    package var configuration = Configuration.missing
    /// The names of the variables that change what the program does; no value of one.
    package var variables: [String] = []
    /// Whether the environment names a service by itself.
    package var hasServiceOfEnvironment = false
    package var state: Folder
    package var cache: Folder
    package var drafts = 0

    package init(version: String, system: String, zone: String, state: Folder, cache: Folder) {
        self.version = version
        self.system = system
        self.zone = zone
        self.state = state
        self.cache = cache
    }
}
