/// What computes SQL: one engine for everything, and others for jobs that were given one by name.
package struct Engines: Sendable {
    /// The engine of transforms, of data sources, and of jobs without one of their own.
    package let standard: any SQLEngine
    private let ofJobs: [String: any SQLEngine]

    package init(_ standard: any SQLEngine, ofJobs: [String: any SQLEngine] = [:]) {
        self.standard = standard
        self.ofJobs = ofJobs
    }

    /// The engine that reads and writes HDFS, whichever jobs it is for; `nil` where none does.
    package var reachingHDFS: (any SQLEngine)? {
        ([standard] + ofJobs.values).first { $0.hdfs != nil }
    }

    package func engine(ofJob name: String) -> any SQLEngine { ofJobs[name] ?? standard }
}
