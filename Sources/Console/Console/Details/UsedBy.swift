import PipelineAPI
import Screen

/// Who uses a variable or a plugin, as far as the lists that were asked for say it.
extension RenderContext {
    /// Jobs and transforms with `$(name)` in their SQL or their file filters.
    func users(ofVariable name: String) -> [TreeNode] {
        let mark = "$(\(name))"
        return users(among: [.jobs, .transforms]) { item in
            if let job: Job = item.value() {
                return job.computation.code.contains(mark)
                    || job.srcs.contains { $0.fileFilter?.contains(mark) == true }
            }
            return item.value(as: Transform.self)?.spec.code?.contains(mark) == true
        }
    }

    /// Transforms that compute with a plugin.
    func users(ofPlugin name: String) -> [TreeNode] {
        users(among: [.transforms]) { $0.value(as: Transform.self)?.spec.plugin?.name == name }
    }

    private func users(among kinds: [ResourceID], _ uses: (AnyItem) -> Bool) -> [TreeNode] {
        let addresses = knownAddresses(of: kinds, where: uses)
        guard !addresses.isEmpty else {
            return [TreeNode(name: "none", spans: [Span(says: "nothing that is known", .muted)])]
        }
        return addresses.map { address in
            let noun = ResourceCatalogue.kind(address.kind)?.noun ?? ""
            return TreeNode(
                name: "\(address.kind)/\(address.nameInContainer)",
                spans: [
                    Span(says: LocalizedText(known: noun), .muted, width: 12),
                    Span(address.name, .strong), Span("  \(address.scope.container)", .muted),
                ],
                target: address
            )
        }
    }
}
