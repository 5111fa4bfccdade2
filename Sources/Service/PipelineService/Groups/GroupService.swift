import PipelineAPI
import PipelineEngine

/// The rules of groups.
///
/// A group is stored and returned, and has no effect: one machine has no pool of containers.
struct GroupService: Sendable {
    let store: any Store
    let lock: ChangeLock

    static let running = "Started"
    static let stopped = "Stopped"

    func create(_ call: CreateGroup, _ context: RequestContext) async throws(APIError) -> Nothing {
        try Rules.checkRegion(call.body.region)
        try Rules.check(call.body.container.container)
        var group = call.body
        group.name = call.group.description
        group.container.status = GroupService.stopped
        group.createTime = Timestamp(context.now)
        group.updateTime = group.createTime
        guard try await store.insert(record: group) else {
            throw APIError(
                .groupExists,
                "group '\(call.group)' exists already: choose another name, or update it"
            )
        }
        return Nothing()
    }

    func update(_ call: UpdateGroup, _ context: RequestContext) async throws(APIError) -> Nothing {
        try Rules.check(call.body.container.container)
        return try await change(call.group, context) { group in
            let status = group.container.status
            group.container = call.body.container
            group.container.status = status
            if let allocate = call.body.allocateOnStart { group.allocateOnStart = allocate }
        }
    }

    func start(_ call: StartGroup, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await change(call.group, context) { $0.container.status = GroupService.running }
    }

    func stop(_ call: StopGroup, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await change(call.group, context) { $0.container.status = GroupService.stopped }
    }

    private func change(
        _ name: GroupName,
        _ context: RequestContext,
        _ body: (inout Group) -> Void
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            var group = try await existing(name)
            body(&group)
            group.updateTime = Timestamp(context.now)
            _ = try await store.update(record: group)
            return Nothing()
        }
    }

    func get(_ call: GetGroup, _ context: RequestContext) async throws(APIError) -> Group {
        var group = try await existing(call.group)
        group.name = nil
        return group
    }

    func list(
        _ call: ListGroups,
        _ context: RequestContext
    ) async throws(APIError) -> ListGroups.Output {
        ListGroups.Output(groups: try await store.records(Group.self))
    }

    func delete(_ call: DeleteGroup, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let group = try await existing(call.group)
            let name = call.group.description
            if let member = try await store.repos().first(where: { $0.repo.group == name }) {
                throw APIError(
                    .groupInUse,
                    "repo '\(member.name)' is in group '\(name)': delete the repo first"
                )
            }
            _ = try await store.deleteRecord(Group.self, named: group.recordName)
            return Nothing()
        }
    }

    private func existing(_ name: GroupName) async throws(APIError) -> Group {
        let all = try await store.records(Group.self)
        if let group = all.first(where: { $0.recordName == name.description }) { return group }
        throw APIError(
            .groupNotFound,
            "no group named '\(name)'"
                + NearestName.hint(for: name.description, among: all.map(\.recordName))
        )
    }
}
