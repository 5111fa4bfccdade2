import PipelineAPI

/// The largest body of a request, by its call.
enum BodyLimit {
    /// In bytes, before and after it is unpacked.
    static func bytes(of call: any APICall.Type) -> Int {
        switch call {
        case is PostPoints.Type: PostPoints.mostBytes
        case is UploadPlugin.Type: UploadPlugin.mostBytes
        default: 8 * 1024 * 1024
        }
    }
}
