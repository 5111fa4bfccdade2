import FoundationEssentials

/// The lock file of a running local service in its data directory: its process and its address.
package struct ServiceLock: Codable, Equatable, Sendable {
    package var pid: Int32
    package var url: String

    package init(pid: Int32, url: String) {
        self.pid = pid
        self.url = url
    }

    package static let name = "pandorad.lock"

    /// Reads the lock file's text; `nil` while the service has not written it yet.
    package init?(text: String) {
        guard let lock = try? JSONDecoder().decode(ServiceLock.self, from: Data(text.utf8)) else {
            return nil
        }
        self = lock
    }

    package var text: String { #"{"pid":\#(pid),"url":"\#(url)"}"# + "\n" }
}
