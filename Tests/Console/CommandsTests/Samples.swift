import Console
import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Commands

/// Items and tables of the console's own kinds.
enum Samples {
    static let now = Date(timeIntervalSince1970: 1_795_230_000)

    static let context = RenderContext(
        now: now,
        zone: .utc,
        glyphs: .unicode,
        times: .absolute,
        notation: .yaml,
        listings: [:]
    )

    static func table(of runs: [Run]) throws -> ItemTable {
        let rows = runs.map { Row(name: String($0.runId), item: AnyItem($0)) }
        return ItemTable(rows, of: try kind(.runs), in: context)
    }

    static func table(ofRepos names: String...) throws -> ItemTable {
        let rows = names.map { name in
            Row(name: name, item: AnyItem(RepoSummary(name: name, region: "nb")))
        }
        return ItemTable(rows, of: try kind(.repos), in: context)
    }

    /// A manual job without parameters.
    static func job(_ name: String) -> Job {
        Job(
            name: name,
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: ""),
                scheduler: JobScheduler(type: .manual)
            )
        )
    }

    static func kind(_ id: ResourceID) throws -> AnyResourceKind {
        try #require(ResourceCatalogue.kind(id))
    }
}
