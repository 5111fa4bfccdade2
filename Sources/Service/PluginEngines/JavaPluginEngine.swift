package import ChildProcess
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

/// Runs each plugin in a confined Java process; ``PluginEngine`` defines what a jar must do.
package struct JavaPluginEngine: PluginEngine {
    private let java: String?
    private let directory: String
    private let owner: ChildOwner?
    private let limits: Limits

    /// How long a plugin may take.
    package struct Limits: Sendable {
        /// To say its fields, while the request that asks for them waits.
        package var fields: Duration
        /// To compute one step of a transform.
        package var run: Duration

        package init(fields: Duration = .seconds(30), run: Duration = .seconds(600)) {
            self.fields = fields
            self.run = run
        }
    }

    /// `java` is the absolute path of the `java` command, `nil` if there is none; `directory` has the jars.
    package init(
        java: String?,
        directory: String,
        owner: ChildOwner? = nil,
        limits: Limits = Limits()
    ) {
        self.owner = owner
        self.java = java
        self.directory = directory
        self.limits = limits
    }

    package func fields(of plugin: String) async throws(APIError) -> [PluginField] {
        do {
            let output = try await run(plugin, ["--fields"], within: limits.fields)
            let fields = try? JSONDecoder().decode([PluginField].self, from: Data(output.utf8))
            if let fields, !fields.isEmpty { return fields }
            throw DeliveryFailure("it does not answer '--fields' with its fields")
        } catch {
            throw APIError(
                .invalidTransformPlugin,
                "plugin '\(plugin)' cannot be run: \(message(of: error)): a plugin is a class of its name "
                    + "whose method 'parse' takes a bean and returns a list of beans, or has a main class "
                    + "that reads and writes one JSON object a line"
            )
        }
    }

    package func run(
        _ plugin: String,
        over input: String,
        into output: String
    ) async throws(DeliveryFailure) {
        do {
            _ = try await run(plugin, [input, output], within: limits.run)
        } catch {
            throw DeliveryFailure("plugin '\(plugin)' failed: \(message(of: error))")
        }
    }

    /// Runs the adapter, which opens the files itself: points do not pass through this process.
    private func run(
        _ plugin: String,
        _ arguments: [String],
        within limit: Duration
    ) async throws -> String {
        guard let java else {
            throw DeliveryFailure(
                "there is no java here: install one from 17 to 23, such as default-jre-headless"
            )
        }
        let confinement = try PluginConfinement(in: directory)
        let command = ChildCommand(
            executable: "/bin/sh",
            arguments: confinement.shellArguments(
                java: java,
                plugin: plugin,
                jar: "\(directory)/\(plugin).jar",
                arguments
            ),
            environment: ["LC_ALL": "C.UTF-8", "HOME": "/"],
            owner: owner
        )
        let outcome = try await JavaPluginEngine.outcome(of: command, within: limit)
        guard outcome.isSuccess else { throw DeliveryFailure(PluginMessage.text(of: outcome)) }
        return outcome.output
    }

    /// Returns how a command ended; one that takes longer than its limit is ended.
    private static func outcome(
        of command: ChildCommand,
        within limit: Duration
    ) async throws -> ChildCommand.Outcome {
        try await withThrowingTaskGroup(of: ChildCommand.Outcome?.self) { group in
            group.addTask { try await command.run() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let outcome = first else {
                throw DeliveryFailure(
                    "it took longer than \(limit.components.seconds) s: make it faster"
                )
            }
            return outcome
        }
    }

    private func message(of error: any Error) -> String {
        (error as? DeliveryFailure)?.description ?? (error as? CocoaError)?.ofOwnFiles ?? "\(error)"
    }
}
