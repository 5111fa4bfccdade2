import Screen

/// A program between this one and the user's terminal, which drops escape sequences it does not know.
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

    /// The most bytes that GNU screen passes on in one piece.
    private static let mostInPiece = 200

    /// Returns the sequence wrapped so that it reaches the terminal.
    ///
    /// tmux handles a clipboard sequence itself if `set-clipboard` is `on`, and passes a wrapped one on if
    /// `allow-passthrough` is; both forms are sent, since neither setting can be queried. GNU screen passes
    /// wrapped pieces on.
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
            return Self.pieces(of: sequence).map { "\u{1B}P\($0)\u{1B}\\" }.joined()
        }
    }

    /// Splits by bytes, which GNU screen counts; no scalar is cut.
    private static func pieces(of sequence: String) -> [String] {
        var pieces = [""]
        for scalar in sequence.unicodeScalars {
            if pieces[pieces.count - 1].utf8.count + scalar.utf8.count > mostInPiece {
                pieces.append("")
            }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
        return pieces
    }
}

/// The protocol for desktop notifications that a terminal supports.
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

    /// Returns the sequence that shows a text.
    ///
    /// The text is changed where it could end the sequence or, beginning with a number, be read as another command.
    func sequence(_ text: String) -> String? {
        let text = text.printable
        return switch self {
        case .none: nil
        case .osc9: "\u{1B}]9;pandora: \(text)\u{7}"
        case .osc777: "\u{1B}]777;notify;pandora;\(text)\u{7}"
        }
    }
}
