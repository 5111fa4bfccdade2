import CursesTerminal
import Glibc
import Screen

/// The smallest program on a full screen: a list with a marker, and below it every event.
///
/// Keys: `j` and `k` move the marker, `b` rings, `y` copies, `x` aborts, `i` traps, `o` overflows the stack, `w`
/// writes from another thread until the end, Ctrl-Z suspends, `e` runs a command in the terminal, `l` lends it until a
/// line is typed, `q` quits.
@main enum TerminalProbe {
    static func main() {
        exit(EventLoop.run { loop in await run(on: loop) })
    }

    @UIActor private static func run(on loop: EventLoop) async -> Int32 {
        do {
            let options = TerminalOptions(environment: environment)
            let terminal = try CursesTerminal.open(on: loop, options: options)
            return await ProbeScreen(terminal).run()
        } catch {
            print("cannot open: \(error)")
            return 2
        }
    }

    private static var environment: [String: String] {
        ["TERM", "NO_COLOR"].reduce(into: [:]) { result, name in
            result[name] = getenv(name).map { String(cString: $0) }
        }
    }
}
