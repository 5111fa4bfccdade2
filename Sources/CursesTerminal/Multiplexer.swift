/// A program between this one and the user's terminal, which keeps sequences it does not know.
package enum Multiplexer: Sendable, Equatable {
    case none, tmux, screen

    package init(environment: [String: String]) {
        let type = environment["TERM"] ?? ""
        if environment["TMUX"]?.isEmpty == false {
            self = .tmux
        } else if environment["STY"]?.isEmpty == false || type.hasPrefix("screen") {
            self = .screen
        } else {
            self = .none
        }
    }

    /// The most that GNU screen lets through in one piece.
    private static let mostInPiece = 200

    /// The sequence as it must be sent to arrive at the terminal.
    ///
    /// tmux itself understands a clipboard sequence where `set-clipboard` is `on`, and passes a wrapped one
    /// on where `allow-passthrough` is: both are sent, since neither can be asked for. Screen passes
    /// pieces on and knows nothing of either.
    func passing(_ sequence: String) -> String {
        switch self {
        case .none: return sequence
        case .tmux:
            let doubled = sequence.split(
                separator: "\u{1B}",
                omittingEmptySubsequences: false
            ).joined(separator: "\u{1B}\u{1B}")
            return sequence + "\u{1B}Ptmux;\(doubled)\u{1B}\\"
        case .screen:
            var rest = sequence[...]
            var pieces = ""
            while !rest.isEmpty {
                pieces += "\u{1B}P\(rest.prefix(Self.mostInPiece))\u{1B}\\"
                rest = rest.dropFirst(Self.mostInPiece)
            }
            return pieces
        }
    }
}

/// How a terminal is asked to show a notice outside its window; most cannot.
package enum DesktopNotice: Sendable, Equatable {
    case none
    /// iTerm2, kitty, WezTerm, ghostty, Windows Terminal.
    case osc9
    /// urxvt, foot, and what is built on VTE.
    case osc777

    package init(environment: [String: String]) {
        let program = environment["TERM_PROGRAM"]?.lowercased() ?? ""
        let type = environment["TERM"] ?? ""
        let understands = ["iterm.app", "wezterm", "ghostty", "kitty"].contains(program)
        if understands || type.hasPrefix("xterm-kitty") || environment["WT_SESSION"] != nil {
            self = .osc9
        } else if type.hasPrefix("rxvt") || type.hasPrefix("foot")
            || environment["VTE_VERSION"] != nil
        {
            self = .osc777
        } else {
            self = .none
        }
    }

    /// The sequence that shows a text, which must hold nothing a terminal would act on.
    func sequence(_ text: String) -> String? {
        switch self {
        case .none: nil
        case .osc9: "\u{1B}]9;\(text)\u{7}"
        case .osc777: "\u{1B}]777;notify;pandora;\(text)\u{7}"
        }
    }
}
