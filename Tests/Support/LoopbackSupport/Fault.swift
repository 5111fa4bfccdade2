import Foundation

/// A way in which a service, or what is between it and a client, fails on the wire.
///
/// Tests send every call of the contract into every fault, so a new one is a line in ``all``.
package struct Fault: Sendable, CustomStringConvertible {
    package enum Way: Sendable {
        /// Nobody listens.
        case refuse
        case reply(LoopbackService.Reply)
    }

    package let id: String
    package let way: Way
    /// The code of the error that a client tells.
    package let code: String
    /// Whether it lasts until a time limit of the client's.
    package var isSlow = false
    /// Whether an answer is so large that a few calls must do.
    package var isLarge = false
    /// Whether it is a success for a call whose answer carries nothing.
    package var isSuccessOfNothing = false

    package var description: String { id }

    private init(_ id: String, _ way: Way, _ code: String) {
        self.id = id
        self.way = way
        self.code = code
    }

    private init(_ id: String, _ reply: LoopbackService.Reply, _ code: String) {
        self.init(id, .reply(reply), code)
    }
}

extension Fault {
    package static let all: [Fault] =
        [Fault("nobody listens", .refuse, "unreachable")] + silent + ended + unreadable + large
        + refused

    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    private static let half = head + "Content-Length: 40\r\n\r\n{\"jobs\": ["

    private static func data(_ text: String) -> Data { Data(text.utf8) }

    /// What does not come, or not to its end.
    private static let silent: [Fault] = [
        Fault("no answer", .stall(Data()), "timed-out"),
        Fault("half a head, then nothing", .stall(data("HTTP/1.1 200 OK\r\nCont")), "timed-out"),
        Fault("half a body, then nothing", .stall(data(half)), "timed-out"),
        Fault(
            "a byte now and then",
            .drip(data(head + "Content-Length: 4000000\r\n\r\n{"), pauseMilliseconds: 20),
            "timed-out"
        ),
    ].map { fault in
        var fault = fault
        fault.isSlow = true
        return fault
    }

    /// What ends before its end.
    private static let ended: [Fault] = [
        Fault("closed before the answer", .close(Data()), "connection-lost"),
        Fault("closed in the head", .close(data("HTTP/1.1 200 OK\r\nCont")), "connection-lost"),
        Fault("closed in the body", .close(data(half)), "connection-lost"),
        Fault("reset before the answer", .reset(Data()), "connection-lost"),
        Fault("reset in the head", .reset(data("HTTP/1.1 200 OK\r\nCont")), "connection-lost"),
        Fault("reset in the body", .reset(data(half)), "connection-lost"),
        Fault("no HTTP", .close(data("SSH-2.0-OpenSSH_9.2\r\n")), "connection-lost"),
        Fault(
            "a head without end",
            .flood(data("HTTP/1.1 200 OK\r\nX: "), piece: Data(count: 65_536), times: 16_384),
            "connection-lost"
        ),
    ]

    /// What comes whole and is no answer of the service.
    private static let unreadable: [Fault] = [
        Fault("an empty answer", .ok(""), "unreadable").alsoSuccess,
        Fault("half a document", .ok(#"{"jobs": [{"name": "#), "unreadable").alsoSuccess,
        Fault("a document of another kind", .ok(#"["Bearer", 7]"#), "unreadable").alsoSuccess,
        Fault(
            "a length that is too small",
            .close(data(head + "Content-Length: 9\r\n\r\n" + #"{"jobs": []}"#)),
            "unreadable"
        ).alsoSuccess,
        Fault(
            "a page",
            .ok("<!DOCTYPE html><title>Log in</title>", headers: "Content-Type: text/html\r\n"),
            "unreadable"
        ),
        Fault(
            "a body that is not packed as it says",
            .ok("no gzip", headers: "Content-Encoding: gzip\r\n"),
            "unreadable"
        ),
    ]

    /// What is larger than a client takes.
    private static let large: [Fault] = [
        Fault(
            "a length beyond the limit",
            .close(data(head + "Content-Length: 1000000000\r\n\r\n[")),
            "unreadable"
        ),
        Fault(
            "a body beyond the limit",
            .flood(
                data(head + "Transfer-Encoding: chunked\r\n\r\n"),
                piece: data("100000\r\n") + Data(repeating: 0x20, count: 1 << 20) + data("\r\n"),
                times: 1024
            ),
            "unreadable"
        ).onlyForFew,
    ]

    /// Answers that say no.
    private static let refused: [Fault] =
        [500, 502, 503, 504].map { status in
            Fault("status \(status)", .text(answer(status, "<h1>Bad Gateway</h1>")), "server-fault")
        }
        + [301, 302, 303, 307, 308].map { status in
            let fields = "Location: http://127.0.0.1:1/login\r\n"
            return Fault("status \(status)", .text(answer(status, "", fields)), "status-\(status)")
        }
        + [
            Fault(
                "too many requests",
                .text(answer(429, "", "Retry-After: 60\r\n")),
                "too-many-requests"
            ),
            Fault("status 204", .text("HTTP/1.1 204 No Content\r\n\r\n"), "status-204"),
            Fault("status 403", .text(answer(403, "<h1>Forbidden</h1>")), "status-403"),
        ]

    private static func answer(_ status: Int, _ body: String, _ fields: String = "") -> String {
        "HTTP/1.1 \(status) Said\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private var alsoSuccess: Fault {
        var fault = self
        fault.isSuccessOfNothing = true
        return fault
    }

    private var onlyForFew: Fault {
        var fault = self
        fault.isLarge = true
        return fault
    }
}
