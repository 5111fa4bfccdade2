package import Console
package import PipelineAPI

/// Finds items by name; the error for a missing item suggests a similar name.
package struct ItemLookup: Sendable {
    private let api: any APICaller

    package init(api: any APICaller) { self.api = api }

    package func list(
        _ kind: AnyResourceKind,
        in scope: Scope
    ) async throws(CommandFailure) -> Listing {
        do throws(APIError) {
            return try await kind.load(api, scope)
        } catch { throw await explained(error, in: scope) }
    }

    /// Returns the item of the list, which actions are planned with.
    package func item(
        _ kind: AnyResourceKind,
        named name: String,
        in scope: Scope
    ) async throws(CommandFailure) -> Row {
        let address = ResourceAddress(kind.id, scope, name)
        if let find = kind.find {
            do throws(APIError) {
                if let item = try await find(api, address) { return Row(name: name, item: item) }
            } catch { throw await explained(error, in: scope) }
            throw absent(kind, address, among: [])
        }
        let listing = try await list(kind, in: scope)
        if let row = listing.rows.first(where: { $0.name == name }) { return row }
        throw absent(kind, address, among: listing.rows.map(\.name))
    }

    /// Returns whether the item exists; a missing container contains nothing.
    package func exists(
        _ kind: AnyResourceKind,
        named name: String,
        in scope: Scope
    ) async throws(CommandFailure) -> Bool {
        do throws(APIError) {
            return try await kind.load(api, scope).rows.contains { $0.name == name }
        } catch {
            if error.code.isFromService, error.code.status == 404 { return false }
            throw CommandFailure(error)
        }
    }

    /// Returns the detail that a kind's tabs are drawn from.
    package func detail(
        _ kind: AnyResourceKind,
        of row: Row,
        in scope: Scope
    ) async throws(CommandFailure) -> AnyItem {
        if let detail = kind.detail(row.item) { return detail }
        do throws(APIError) {
            return try await kind.describe(api, ResourceAddress(kind.id, scope, row.name))
        } catch { throw CommandFailure(error) }
    }

    /// Returns the item's whole value: the list's values and, if there is a call for it, the rest.
    package func value(
        _ kind: AnyResourceKind,
        of row: Row,
        in scope: Scope
    ) async throws(CommandFailure) -> JSONValue {
        let detail = kind.asksForDetail ? try await self.detail(kind, of: row, in: scope) : nil
        do throws(APIError) {
            let listed = try row.item.json() ?? .null
            guard case .object(let members) = listed,
                case .object(let more)? = try detail?.json()
            else { return listed }
            return .object(members.merging(more) { listed, _ in listed })
        } catch { throw CommandFailure(error) }
    }

    private func absent(
        _ kind: AnyResourceKind,
        _ address: ResourceAddress,
        among names: [String]
    ) -> CommandFailure {
        let place = address.scope == .root ? "" : " in '\(address.scope.container)'"
        let hint = NearestName.hint(for: address.name, among: names)
        return CommandFailure(.notFound, "no \(kind.noun) named '\(address.name)'\(place)\(hint)")
    }

    /// Returns the error for a missing container, with a similar name.
    package func explained(_ error: APIError, in scope: Scope) async -> CommandFailure {
        let failure = CommandFailure(error)
        guard let kind = scope.containerKind.flatMap(ResourceCatalogue.kind),
            error.code == kind.traits.notFound, !error.message.contains("did you mean"),
            let names = try? await kind.load(api, .root).rows.map(\.name)
        else { return failure }
        let hint = NearestName.hint(for: scope.container, among: names)
        guard hint.contains("did you mean") else { return failure }
        return failure.adding("no \(kind.noun) named '\(scope.container)'\(hint)")
    }
}
