import PipelineAPI

extension ConsoleState {
    /// Shows the commands that do the same as the console does here.
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

    /// Returns the commands that change something here, as far as its state allows them; the innermost kind's
    /// first.
    private func actions(on address: ResourceAddress) -> [String] {
        ResourceCatalogue.all.reversed().flatMap { kind -> [String] in
            let actions = kind.actions.filter(\.isCommandOfKind)
            guard !actions.isEmpty, let target = target(of: kind, from: address),
                let item = item(at: target)
            else { return [] }
            let words = [target.scope.container, target.name].filter { !$0.isEmpty }
            let arguments = words.map(Self.word).joined(separator: " ")
            return actions.filter { $0.refusal(item) == nil }.map {
                "pandora \($0.id) \(arguments)"
            }
        }
    }

    /// Returns a word quoted for a shell.
    private static func word(_ text: String) -> String {
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0))
        }
        guard !isPlain || text.isEmpty else { return text }
        return "'\(text.replacing(scalar: "'", with: "'\\''"))'"
    }
}
