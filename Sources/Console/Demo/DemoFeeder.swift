package import FoundationEssentials
package import PipelineAPI

/// Keeps a demo alive while it runs: fresh points every few seconds, and each new hour's files.
///
/// It neither waits nor starts anything: whoever runs the demo calls `feed` every ``interval``.
package struct DemoFeeder: Sendable {
    package static let interval = Duration.seconds(10)

    private let api: any APICaller
    private let files: DemoFiles
    private let generator: AccessLogGenerator

    package init(api: any APICaller, files: DemoFiles, generator: AccessLogGenerator) {
        self.api = api
        self.files = files
        self.generator = generator
    }

    /// Points of the interval that ends at a date, in order of their time.
    package func points(at date: Date, count: Int) -> [AccessRecord] {
        generator.records(before: date, count: count, over: Self.interval)
    }

    /// Posts a batch of points, and writes what files the hour lacks.
    ///
    /// Throws what the service refused or the file system says; the next call makes up for files.
    package func feed(at now: Date, count: Int = 20) async throws {
        try files.write(until: now) { _, _ in }
        _ = try await api.send(DemoPipeline.post(points(at: now, count: count)))
    }
}
