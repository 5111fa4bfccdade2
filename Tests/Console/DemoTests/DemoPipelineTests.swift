import Demo
import PipelineAPI
import Testing

@Suite struct DemoPipelineTests {
    private let pipeline: DemoPipeline

    init() throws {
        pipeline = try DemoPipeline()
    }

    @Test func `it has jobs of every schedule, and a chain of three`() throws {
        let types = Set(pipeline.jobs.map(\.body.scheduler.type))
        #expect(types == [.crontab, .loop, .manual, .depend])
        #expect(pipeline.jobs.count == 20)
        let upstream = Dictionary(
            uniqueKeysWithValues: pipeline.jobs.compactMap { call in
                call.body.srcs.first { $0.type == .job }
                    .map { (call.job.description, $0.name) }
            }
        )
        let middle = try #require(upstream["city_rank"])
        #expect(upstream[middle] == "sessions")
    }

    @Test func `it reads json, csv and parquet`() {
        let types = Set(pipeline.dataSources.compactMap(\.body.spec.fileType))
        #expect(types == ["json", "csv", "parquet"])
    }

    @Test func `a schema is nested and described in Chinese`() throws {
        let orders = try #require(pipeline.repos.first { $0.repo.description == "orders" })
        let buyer = try #require(orders.body.schema.fields.first { $0.key == "buyer" })
        #expect(buyer.schema?.contains { $0.schema?.isEmpty == false } == true)
        #expect(orders.body.description == "订单")
    }

    @Test func `the failing job says which file to delete`() throws {
        let job = try #require(pipeline.jobs.first { $0.job.description == "invoice_totals" })
        #expect(job.body.computation.code.contains(DemoFiles.badFile))
        #expect(job.body.computation.code.contains(DemoFiles.bucket))
    }
}
