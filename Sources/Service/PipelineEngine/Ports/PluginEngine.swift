package import PipelineAPI

/// Runs plugins: jars that transform records.
///
/// A plugin is a class of its own name with a method `parse` that takes a bean, `userWrite.bean.SourceData`, and returns
/// a list of beans, `userWrite.bean.OutputData`; their properties are the fields by name. Or its jar has a main class,
/// which is this service's own contract: it reads one JSON object per line and writes one per line, and with the
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
