import Console
import PipelineAPI

extension ServiceFindings {
    /// Clocks that are further apart make ages and lateness wrong that are told.
    private static let goodSkew = 30.0

    package var checks: [Check] {
        let own = [
            Check.ok(.endpoint, "\(endpoint), changes: \(writable)"), keysCheck, proxyCheck,
            certificatesCheck,
        ]
        guard case .given = keys, failure != nil || milliseconds != nil else { return own }
        guard let milliseconds else { return own + [linkFault] }
        let link = Check.ok(.link, "an answer after \(milliseconds) ms")
        guard let failure else {
            return own + [link, .ok(.accepted, "the keys are accepted"), clockCheck, serviceCheck]
                + [zoneCheck] + localChecks
        }
        return own + [link, clockCheck, check(of: failure)]
    }

    private var keysCheck: Check {
        switch keys {
        case .given(let source): .ok(.keys, source)
        case .refused(let reason): .fault(.keys, message: reason)
        }
    }

    private var proxyCheck: Check {
        switch proxy {
        case .none: .ok(.proxy, "none")
        case .through(let address): .ok(.proxy, address)
        case .refused(let reason): .fault(.proxy, message: reason)
        }
    }

    private var certificatesCheck: Check {
        if endpoint.hasPrefix("https://") {
            return .ok(.certificates, caFile.map { "those of '\($0)'" } ?? "those of the system")
        }
        guard !isLocal else { return .ok(.certificates, "none: the address is of this machine") }
        return .remark(
            .certificates,
            "none: everybody on the way can read what is sent",
            do: "write https:// in the endpoint, if the service has it"
        )
    }

    /// The messages of these codes are the client's own.
    private var linkFault: Check {
        guard let failure else { return .fault(.link, "no answer", do: "try again") }
        return switch failure.code {
        case .unreachable, .timedOut: .fault(.link, message: failure.message)
        case .connectionLost:
            .fault(.link, failure.message, do: "try again, or ask the keepers of the network")
        default: .fault(.link, "no answer in time", do: "try again, or ask the service's keepers")
        }
    }

    /// Returns what an answer that is no success stands for, in our words.
    private func check(of failure: APIError) -> Check {
        if failure.code == .unauthorized { return keysFault }
        guard failure.code.isFromService else { return serviceFault(failure.code) }
        let meaning = failure.code.entry?.english ?? "a refusal"
        let text = "the service answers \(failure.code): \(meaning)"
        return [401, 403].contains(failure.code.status)
            ? .fault(.accepted, text, do: "ask the service's keepers for the right to read")
            : .fault(.service, text, do: "ask the service's keepers")
    }

    private var keysFault: Check {
        let isOff = clock.map { abs($0) > widestSkew } ?? false
        return .fault(
            .accepted,
            "the keys are refused",
            do: isOff ? "set this machine's clock" : "check the access key and its secret"
        )
    }

    private func serviceFault(_ code: ErrorCode) -> Check {
        switch code {
        case .serverFault:
            .fault(.service, "it fails by itself", do: "try again in a while, or ask its keepers")
        case .tooManyRequests:
            .remark(.service, "it asks for fewer requests", do: "wait a little")
        case .connectionLost, .timedOut, .cancelled:
            .fault(.service, "its answer did not come to its end", do: "try again")
        default:
            .fault(
                .service,
                "what answers is no pipeline service (\(code))",
                do: "check the endpoint, and what is between"
            )
        }
    }

    private var clockCheck: Check {
        guard let clock else { return .ok(.clock, "the service does not say its time") }
        // A service says its time in whole seconds, and may have read the clock a second before.
        guard abs(clock) > 2 else { return .ok(.clock, "the two agree") }
        let seconds = Int(clock.rounded())
        let text = "the service's is \(abs(seconds)) s \(seconds < 0 ? "behind" : "ahead")"
        if abs(clock) > widestSkew {
            return .fault(.clock, text, do: "set this machine's clock, as by NTP")
        }
        return abs(clock) > Self.goodSkew
            ? .remark(.clock, text, do: "set this machine's clock, as by NTP") : .ok(.clock, text)
    }

    private var serviceCheck: Check {
        let count = jobs.map { ", \($0) jobs" } ?? ""
        return switch local {
        case nil: .ok(.service, "a pipeline service\(count)")
        case .silent: .ok(.service, "pandorad of an earlier version\(count)")
        case .described(let own): .ok(.service, "pandorad \(own.version)\(count)")
        }
    }

    private var zoneCheck: Check {
        let offset = zone.zone.offsetText(at: now)
        return switch zone.source {
        case .announced: .ok(.scheduleZone, "\(offset), announced by the service")
        case .learned: .ok(.scheduleZone, "\(offset), learned from the batch times")
        case .set: .ok(.scheduleZone, "\(offset), as the profile says")
        case .assumed:
            .remark(
                .scheduleZone,
                "not known; \(offset) is assumed",
                do: "set 'zone' in the profile"
            )
        }
    }

    private var localChecks: [Check] {
        guard case .described(let own) = local else { return [] }
        return [check(of: own.store)]
            + own.engines.map { engine in
                engine.isReady
                    ? .ok(.engine, engine.name)
                    : .fault(
                        .engine,
                        "\(engine.name) cannot be run there",
                        do: "put it beside pandorad, or give --duckdb"
                    )
            }
    }

    private func check(of store: ServiceDescription.Store) -> Check {
        let size = store.bytes.map { ", \(ByteText.of($0))" } ?? ""
        let room = store.freeBytes.map { ", \(ByteText.of($0)) free" } ?? ""
        guard let free = store.freeBytes, free < MachineFacts.leastRoom else {
            return .ok(.store, store.kind + size + room)
        }
        return .fault(.store, store.kind + size + room, do: "make room where the service runs")
    }
}
