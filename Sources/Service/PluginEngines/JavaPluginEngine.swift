package import ChildProcess
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

/// Runs each plugin in a Java process; ``PluginEngine`` defines what a jar must do.
package struct JavaPluginEngine: PluginEngine {
    private let java: String?
    private let directory: String
    private let owner: ChildOwner?

    /// `java` is the absolute path of the `java` command, `nil` if there is none; `directory` has the jars.
    package init(java: String?, directory: String, owner: ChildOwner? = nil) {
        self.owner = owner
        self.java = java
        self.directory = directory
    }

    package func fields(of plugin: String) async throws(APIError) -> [PluginField] {
        do {
            let output = try await run("exec \"$0\" -Xmx512m -jar \"$1\" --fields", [jar(plugin)])
            let fields = try? JSONDecoder().decode([PluginField].self, from: Data(output.utf8))
            if let fields, !fields.isEmpty { return fields }
            throw DeliveryFailure("it does not answer '--fields' with its fields")
        } catch {
            throw APIError(
                .invalidTransformPlugin,
                "plugin '\(plugin)' cannot be run: \(message(of: error)): this service runs a jar with a "
                    + "main class that reads and writes one JSON object a line"
            )
        }
    }

    package func run(
        _ plugin: String,
        over input: String,
        into output: String
    ) async throws(DeliveryFailure) {
        do {
            let command = "exec \"$0\" -Xmx512m -jar \"$1\" < \"$2\" > \"$3\""
            _ = try await run(command, [jar(plugin), input, output])
        } catch {
            throw DeliveryFailure("plugin '\(plugin)' failed: \(message(of: error))")
        }
    }

    private func jar(_ plugin: String) -> String { "\(directory)/\(plugin).jar" }

    /// Runs a script in a shell, which opens the files: points do not pass through this process.
    private func run(_ script: String, _ arguments: [String]) async throws -> String {
        guard let java else {
            throw DeliveryFailure(
                "there is no java here: install one, such as default-jre-headless"
            )
        }
        let command = ChildCommand(
            executable: "/bin/sh",
            arguments: ["-c", script, java] + arguments,
            environment: ["LC_ALL": "C.UTF-8", "HOME": directory],
            owner: owner
        )
        let outcome = try await command.run()
        guard outcome.isSuccess else {
            let message = outcome.errorOutput.split(separator: "\n").prefix(3).joined(
                separator: " "
            )
            throw DeliveryFailure(message.isEmpty ? "java \(outcome.ending)" : message)
        }
        return outcome.output
    }

    private func message(of error: any Error) -> String {
        (error as? DeliveryFailure)?.description ?? "\(error)"
    }
}
