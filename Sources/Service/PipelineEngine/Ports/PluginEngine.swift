package import PipelineAPI

/// Something that runs plugins: jars that turn records into records.
///
/// The contract is this service's own, since the one of the real service's parser classes is not
/// published: `java -jar PLUGIN.jar` reads one JSON object a line and writes objects alike, and with the
/// argument `--fields` writes the fields it puts out as `[{"name": …, "type": …}]`.
package protocol PluginEngine: Sendable {
    /// The fields a plugin puts out; throws `E18617` where it cannot be run or does not say.
    func fields(of plugin: String) async throws(APIError) -> [PluginField]

    /// Runs a plugin over a file of points into a file of one object a line.
    func run(
        _ plugin: String,
        over input: String,
        into output: String
    ) async throws(DeliveryFailure)
}
