package import struct ChildProcess.ChildCommand

/// Where the translator's program, its packages and python3 are.
package struct TranslatorFiles: Equatable, Sendable {
    /// The absolute path of the command that runs Python 3.
    package var python: String
    /// The absolute path of the directory with `__main__.py`.
    package var program: String
    /// The absolute path of the directory with the package `sqlglot`.
    package var packages: String

    package init(python: String, program: String, packages: String) {
        self.python = python
        self.program = program
        self.packages = packages
    }

    /// The command of the translator; nothing of this program's environment is in its own.
    package var command: ChildCommand {
        ChildCommand(
            executable: python,
            arguments: ["-I", "-S", "-B", program, "--packages", packages],
            environment: ["LC_ALL": "C.UTF-8"]
        )
    }
}
