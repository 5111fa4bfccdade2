/// How far a run is: `spark: 3 of 5 stages, application app-1 at http://127.0.0.1:4040`.
struct SparkProgress: Decodable, Equatable, CustomStringConvertible {
    var application: String
    /// The address of the application's pages; `nil` where Spark serves none.
    var address: String?
    var done: Int
    var all: Int

    var description: String {
        "spark: \(done) of \(all) stage\(all == 1 ? "" : "s"), application \(application)"
            + (address.map { " at \($0)" } ?? "")
    }
}
