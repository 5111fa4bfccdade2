package import PipelineAPI
package import PipelineEngine

extension ObjectStore: ObjectSource {
    package func keys(in bucket: String, prefixes: [String]) async throws(APIError) -> [String] {
        var found: Set<String> = []
        // A prefix that begins with another adds nothing.
        let wanted = Set(prefixes).filter { prefix in
            !prefixes.contains { $0 != prefix && prefix.hasPrefix($0) }
        }
        for prefix in wanted.sorted() {
            found.formUnion(try await objects(in: bucket, prefix: prefix).map(\.key))
        }
        return Array(found)
    }

    package func copy(_ copies: [ObjectCopy], from bucket: String) async throws(APIError) {
        do {
            try await each(copies) { try await get($0.key, in: bucket, to: $0.path) }
        } catch {
            throw (error as? APIError)
                ?? APIError(.cancelled, "the objects were not copied: it was given up")
        }
    }
}
