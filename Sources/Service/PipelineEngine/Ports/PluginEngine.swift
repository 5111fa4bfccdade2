package import PipelineAPI

/// Runs plugins: jars that transform records.
///
/// The contract is this service's own, since the one of the real service's parser classes is not
/// published: `java -jar PLUGIN.jar` reads one JSON object per line and writes one per line, and with the
/// argument `--fields` writes its output fields as `[{"name": …, "type": …}]`.
package protocol PluginEngine: Sendable {
    /// Returns a plugin's output fields. Throws `E18617` where it cannot be run or does not write them.
    func fields(of plugin: String) async throws(APIError) -> [PluginField]

    /// Runs a plugin over a file of points; writes a file with one JSON object per line.
    func run(
        _ plugin: String,
        over input: String,
        into output: String
    ) async throws(DeliveryFailure)
}
