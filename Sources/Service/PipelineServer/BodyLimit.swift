import PipelineAPI

/// The maximum size of a request's body, by its call.
enum BodyLimit {
    /// Returns the maximum in bytes, both before and after decompression.
    static func bytes(of call: any APICall.Type) -> Int {
        switch call {
        case is PostPoints.Type, is PostTextLines.Type, is PostRawText.Type: PostPoints.mostBytes
        case is UploadPlugin.Type: UploadPlugin.mostBytes
        case is UploadFunctionJar.Type: UploadFunctionJar.mostBytes
        default: 8 * 1024 * 1024
        }
    }
}
