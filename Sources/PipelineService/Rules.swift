import PipelineAPI

/// Rules that several resources share.
enum Rules {
    static func checkRegion(_ region: String) throws(APIError) {
        guard Region.known.contains(region) else {
            throw APIError(
                .regionMismatch,
                "region '\(region)' is unknown: use \(Region.known.joined(separator: " or "))"
            )
        }
    }

    /// Checks the fields of files: flat, of the types a file can have.
    static func checkFileSchema(_ fields: [SchemaField]) throws(APIError) {
        guard !fields.isEmpty else { return }
        _ = try Schema(fields)
    }
}
