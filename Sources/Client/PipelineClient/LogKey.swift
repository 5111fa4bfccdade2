/// The keys of log metadata.
enum LogKey {
    static let call = "call"
    static let path = "path"
    static let status = "status"
    static let request = "request"
    static let duration = "duration"
    static let bytes = "bytes"
    static let error = "error"
    static let attempt = "attempt"
    static let delay = "delay"
}
