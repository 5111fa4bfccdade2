/// Every kind of resource the console shows, in the order of its panes and of the digit keys.
///
/// Adding a kind takes a file in `Declarations` and a line here.
package enum ResourceCatalogue {
    package static let all: [AnyResourceKind] = [
        AnyResourceKind(repos),
        AnyResourceKind(allTransforms),
        AnyResourceKind(allExports),
        AnyResourceKind(jobs),
        AnyResourceKind(dataSources),
        AnyResourceKind(variables),
        AnyResourceKind(plugins),
        AnyResourceKind(workflows),
        AnyResourceKind(groups),
        AnyResourceKind(transforms),
        AnyResourceKind(exports),
        AnyResourceKind(runs),
        AnyResourceKind(jobExports),
        AnyResourceKind(points),
        AnyResourceKind(inferredSchemas),
        AnyResourceKind(jobTranslations),
        AnyResourceKind(transformTranslations),
        AnyResourceKind(allRuns),
        AnyResourceKind(night),
        AnyResourceKind(overview),
        AnyResourceKind(activity),
        AnyResourceKind(board),
        AnyResourceKind(report),
        AnyResourceKind(found),
        AnyResourceKind(requests),
        AnyResourceKind(outputs),
    ]

    /// The kinds that have a pane of their own.
    package static let panes = all.filter { [.sidebar, .onDemand].contains($0.placement) }

    private static let index = Dictionary(
        all.map { ($0.id, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    package static func kind(_ id: ResourceID) -> AnyResourceKind? { index[id] }
}
