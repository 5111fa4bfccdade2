package import PipelineAPI

/// The object store that data sources of kodo are read from, where one is named.
package protocol ObjectSource: Sendable {
    /// Returns the keys in a bucket that begin with one of the prefixes, each once.
    ///
    /// Throws `E18619` where there is no such bucket.
    func keys(in bucket: String, prefixes: [String]) async throws(APIError) -> [String]

    /// Copies objects to files, whose folders exist.
    func copy(_ copies: [ObjectCopy], from bucket: String) async throws(APIError)
}

/// An object, and the absolute path of the file it is copied to.
package struct ObjectCopy: Equatable, Sendable {
    package var key: String
    package var path: String

    package init(key: String, path: String) {
        self.key = key
        self.path = path
    }
}
