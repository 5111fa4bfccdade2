/// A group: a pool of computing resources that several repos share.
package struct Group: Codable, Equatable, Sendable {
    /// `nil` in the answer about one item.
    package var name: String?
    package var region: String
    package var container: GroupContainer
    /// Whether resources are allocated when the group is started instead of when they are first used.
    package var allocateOnStart: Bool?
    package var createTime: Timestamp?
    package var updateTime: Timestamp?

    package init(
        name: String? = nil,
        region: String,
        container: GroupContainer,
        allocateOnStart: Bool? = nil,
        createTime: Timestamp? = nil,
        updateTime: Timestamp? = nil
    ) {
        self.name = name
        self.region = region
        self.container = container
        self.allocateOnStart = allocateOnStart
        self.createTime = createTime
        self.updateTime = updateTime
    }
}

/// The resources of a group, and its status, which only the service sets.
package struct GroupContainer: Codable, Equatable, Sendable {
    package var type: String
    package var count: Int
    package var status: String?

    package init(type: String, count: Int, status: String? = nil) {
        self.type = type
        self.count = count
        self.status = status
    }

    package var container: Container { Container(type: type, count: count) }
}

/// Creates a group.
package struct CreateGroup: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/groups/{group}",
        errors: [
            .invalidGroupName, .groupExists, .regionMismatch, .invalidContainerType,
            .invalidContainerCount,
        ]
    )
    package typealias Output = Nothing

    package var group: GroupName
    package var body: Group

    package init(group: GroupName, body: Group) {
        self.group = group
        self.body = body
    }
}

/// Changes a group's container; its region cannot be changed.
package struct UpdateGroup: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/groups/{group}",
        errors: [.groupNotFound, .invalidContainerType, .invalidContainerCount]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var container: GroupContainer
        package var allocateOnStart: Bool?

        package init(container: GroupContainer, allocateOnStart: Bool? = nil) {
            self.container = container
            self.allocateOnStart = allocateOnStart
        }
    }

    package var group: GroupName
    package var body: Body

    package init(group: GroupName, body: Body) {
        self.group = group
        self.body = body
    }
}

/// Returns one group.
package struct GetGroup: APICall, Equatable {
    package static let route = Route(.get, "/v2/groups/{group}", errors: [.groupNotFound])
    package typealias Output = Group

    package var group: GroupName

    package init(group: GroupName) {
        self.group = group
    }
}

/// Lists every group.
package struct ListGroups: APICall, Equatable {
    package static let route = Route(.get, "/v2/groups")

    package struct Output: Codable, Equatable, Sendable {
        package var groups: [Group]

        package init(groups: [Group]) {
            self.groups = groups
        }
    }

    package init() {}
}

/// Deletes a group; refused while a repo is in it.
package struct DeleteGroup: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/groups/{group}",
        errors: [.groupNotFound, .groupInUse]
    )
    package typealias Output = Nothing

    package var group: GroupName

    package init(group: GroupName) {
        self.group = group
    }
}

/// Starts a group.
package struct StartGroup: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/groups/{group}/actions/start",
        errors: [.groupNotFound]
    )
    package typealias Output = Nothing

    package var group: GroupName

    package init(group: GroupName) {
        self.group = group
    }
}

/// Stops a group.
package struct StopGroup: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/groups/{group}/actions/stop",
        errors: [.groupNotFound]
    )
    package typealias Output = Nothing

    package var group: GroupName

    package init(group: GroupName) {
        self.group = group
    }
}
