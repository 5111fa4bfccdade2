import PipelineAPI

extension ConsoleState {
    /// The command that does once what the console shows or does here.
    mutating func showCommand() {
        var lines: [String] = []
        if let key = focusedList?.key, ResourceCatalogue.kind(key.kind)?.aggregate == nil {
            lines.append("pandora get \(key.kind)\(container(key.scope))")
        }
        if let address = focusedAddress ?? page?.address {
            lines.append(
                "pandora describe \(address.kind) \(Self.word(address.name))"
                    + container(address.scope)
            )
            lines += actions(on: address)
        }
        guard !lines.isEmpty else {
            notice = Notice("nothing is selected that a command could name")
            return
        }
        let profile = identity.profile
        let all = lines.map { "\($0) --profile \(Self.word(profile))" }.joined(separator: "\n")
        overlay = .text(TextDialog(title: "The same as a command", text: all))
    }

    private func container(_ scope: Scope) -> String {
        scope == .root ? "" : " --in \(Self.word(scope.container))"
    }

    /// The commands that change something here, as far as its state allows them.
    private func actions(on address: ResourceAddress) -> [String] {
        var lines: [String] = []
        for kind in [ResourceID.runs, .jobs].compactMap({ ResourceCatalogue.kind($0) }) {
            guard let target = target(of: kind, from: address), let item = item(at: target)
            else { continue }
            let job = Self.word(kind.id == .runs ? target.scope.container : target.name)
            let run = kind.id == .runs ? " \(target.name)" : ""
            for action in kind.actions where action.refusal(item) == nil {
                if let verb = action.command { lines.append("pandora \(verb) \(job)\(run)") }
            }
        }
        return lines
    }

    /// A name as a shell takes it.
    private static func word(_ text: String) -> String {
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0))
        }
        guard !isPlain || text.isEmpty else { return text }
        return "'\(text.replacing(scalar: "'", with: "'\\''"))'"
    }
}
