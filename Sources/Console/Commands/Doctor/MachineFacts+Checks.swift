import Console

extension MachineFacts {
    /// Less room than this is too little for what a session writes.
    static let leastRoom = 50 * 1024 * 1024

    package var checks: [Check] {
        [.ok(.version, "\(version) on \(system)")] + terminal.checks + locale.checks
            + [
                .ok(.clockZone, "\(zone), in which times are shown"), configurationCheck,
                variablesCheck, check(of: state, as: .state), check(of: cache, as: .cache),
                draftsCheck,
            ]
    }

    private var configurationCheck: Check {
        switch configuration {
        case .missing where hasServiceOfEnvironment:
            return .ok(.configuration, "no '\(configurationPath)'; the environment names a service")
        case .missing:
            return .fault(
                .configuration,
                "no '\(configurationPath)'",
                do: "write one as the README shows, set PANDORA_ENDPOINT and the two keys, "
                    + "or try 'pandora demo'"
            )
        case .refused(let reason): return .fault(.configuration, message: reason)
        case .read(let mode, let profiles, let standard):
            let names = profiles.map { $0 == standard ? "'\($0)' (standard)" : "'\($0)'" }
            let list = names.isEmpty ? "no profile" : names.joined(separator: ", ")
            return .ok(
                .configuration,
                "'\(configurationPath)', mode \(String(mode, radix: 8)): \(list)"
            )
        }
    }

    private var variablesCheck: Check {
        .ok(.environment, variables.isEmpty ? "none is set" : variables.joined(separator: ", "))
    }

    private func check(of folder: Folder, as id: Check.ID) -> Check {
        let room = folder.freeBytes.map { ", \(ByteText.of($0)) free" } ?? ""
        guard folder.isWritable else {
            return .fault(
                id,
                "'\(folder.path)' cannot be written\(room)",
                do: "check whose it is, and that there is room"
            )
        }
        if let free = folder.freeBytes, free < Self.leastRoom {
            return .fault(id, "'\(folder.path)' has \(ByteText.of(free)) free", do: "make room")
        }
        guard folder.isThere else { return .ok(id, "'\(folder.path)' is not there yet\(room)") }
        let size = (folder.isPartial ? "more than " : "") + ByteText.of(folder.bytes)
        return .ok(id, "'\(folder.path)' has \(size)\(room)")
    }

    private var draftsCheck: Check {
        guard drafts > 0 else { return .ok(.drafts, "none is kept") }
        return .remark(
            .drafts,
            "\(drafts) kept of editors that were ended, in '\(state.path)/drafts'",
            do: "read them, and delete what is not needed"
        )
    }
}

extension MachineFacts.Terminal {
    /// In a smaller one tables lose columns.
    private static let goodSize = (columns: 80, rows: 24)

    var checks: [Check] {
        [typeCheck, coloursCheck, sizeCheck, screenCheck].compactMap { $0 }
            + [
                .ok(
                    .path,
                    between.isEmpty ? "direct" : "through \(between.joined(separator: ", "))"
                )
            ]
    }

    private var typeCheck: Check {
        guard !type.isEmpty else {
            return .remark(
                .terminal,
                "TERM is not set",
                do: "set it to what the terminal is, such as xterm-256color"
            )
        }
        guard let description else {
            return .remark(
                .terminal,
                "this machine has no description of '\(type)', the console works as xterm-256color",
                do: "install the package ncurses-term, or set TERM=xterm-256color"
            )
        }
        guard description.canPlaceCursor else {
            return .fault(
                .terminal,
                "nothing can be drawn on '\(type)'",
                do: "use another terminal; commands work here"
            )
        }
        return .ok(.terminal, "'\(type)', whose description is found")
    }

    private var coloursCheck: Check? {
        guard !refusesColours else { return .ok(.colours, "none, as NO_COLOR wants") }
        return description.map { description in
            description.colours > 0
                ? .ok(.colours, String(description.colours)) : .ok(.colours, "none")
        }
    }

    private var sizeCheck: Check {
        guard let size else {
            return .ok(.size, "unknown, since there is no terminal")
        }
        let text = "\(size.columns) columns and \(size.rows) rows"
        let isGood = size.columns >= Self.goodSize.columns && size.rows >= Self.goodSize.rows
        return isGood
            ? .ok(.size, text)
            : .remark(.size, text, do: "make it 80 by 24 at least, so that tables keep columns")
    }

    private var screenCheck: Check? {
        description.map { description in
            description.hasAlternateScreen
                ? .ok(.screen, "what was on the terminal comes back at the end")
                : .ok(.screen, "what was on the terminal does not come back at the end")
        }
    }
}

extension MachineFacts.Locale {
    var checks: [Check] {
        let words = "\(drawsUTF8 ? "Unicode" : "ASCII"), language \(language)"
        let locale: Check =
            setting.map { .ok(.locale, "\($0), \(speaksUTF8 ? "" : "not ")UTF-8") }
            ?? .ok(.locale, "none is set")
        guard speaksUTF8 else {
            return [
                locale,
                .remark(
                    .drawing,
                    words,
                    do: "set LANG to a locale of UTF-8, such as C.UTF-8, if the terminal speaks it"
                ),
            ]
        }
        return [
            locale,
            drawsUTF8
                ? .ok(.drawing, words)
                : .remark(.drawing, words, do: "install a locale of UTF-8 on this machine"),
        ]
    }
}
