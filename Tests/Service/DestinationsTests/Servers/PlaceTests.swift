import FoundationEssentials
import PipelineAPI
import Settings
import Testing

@testable import Destinations

@Suite struct PlaceTests {
    private static let named = """
        kodo: {endpoint: 'http://h:1', accessKey: a, secretKey: hidden}
        tsdb: {url: 'http://h:2', database: '$(repo)', user: u, password: hidden}
        report: {url: 'mysql://u:hidden@h:3'}
        logdb: {url: 'http://h:4', user: u, password: hidden}
        hdfs: {url: 'hdfs://h:5', user: u}
        """

    @Test(
        arguments: [
            (
                .kodo, ["bucket": "b"], "bucket 'b' of S3 at http://h:1",
                "'buckets/b' in the data directory"
            ),
            (
                .tsdb, ["destRepoName": "d", "series": "s"],
                "series 's' of database 'd', InfluxDB at http://h:2",
                "'destinations/tsdb/d.sqlite' in the data directory"
            ),
            (
                .report, ["dbName": "d", "tableName": "t"],
                "table 't' of database 'd' at mysql://h:3",
                "'destinations/report/d.sqlite' in the data directory"
            ),
            (
                .logdb, ["destRepoName": "Logs"],
                "index 'logs' of Elasticsearch or OpenSearch at http://h:4",
                "'destinations/logdb/Logs.sqlite' in the data directory"
            ),
            (
                .mongodb, ["host": "m", "dbName": "d"],
                "'destinations/mongodb/m/d.sqlite' in the data directory",
                "'destinations/mongodb/m/d.sqlite' in the data directory"
            ),
            (.http, ["host": "h", "uri": "/x"], "http://h/x", "http://h/x"),
            (
                .hdfs, ["path": "hdfs://elsewhere:9000/a/b"], "hdfs://h:5/a/b",
                "'hdfs/a/b' in the data directory"
            ),
        ] as [(ExportType, JSONValue, String, String)]
    )
    func `an export says where it delivers to, by the stores that are named`(
        _ type: ExportType,
        _ spec: JSONValue,
        _ there: String,
        _ here: String
    ) async throws {
        let stores = try Stores(text: PlaceTests.named, source: "stores.yaml")
        let servers = StoreServers(stores)
        let destinations = try DestinationFixture(servers: servers).destinations
        #expect(destinations.place(type, spec) == there)
        servers.change(to: Stores())
        #expect(destinations.place(type, spec) == here)
        await servers.close()
    }
}
