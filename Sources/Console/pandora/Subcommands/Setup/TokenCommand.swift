import ArgumentParser
import Commands
import Console
import FoundationEssentials
import PipelineAPI
import PipelineSigning
import Settings

/// Makes tokens for machines that hold no secret key.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a token, which permits one kind of request until it expires.",
        subcommands: [TokenMakeCommand.self]
    )
}

/// Prints a signed token for a call.
struct TokenMakeCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Print a token that permits a method and a path, signed with the profile's keys.",
        discussion: """
            It is the whole value of the header Authorization, as a profile's 'token' takes it. Nothing is sent. Whoever \
            has the token may send such requests until it expires; nothing takes it back before.
              pandora token make GET /v2/jobs/daily_uv/history --expires 8h
              pandora token make POST /v2/repos/taps/data --content-type text/plain
            """
    )

    @Argument(help: "GET, POST, PUT or DELETE.") var method: String
    @Argument(help: "The path of the call, without its query.") var path: String
    @Option(help: ArgumentHelp("How long it permits: 90s, 10m, 8h, 2d.", valueName: "duration"))
    var expires = "10m"
    @Option(help: ArgumentHelp("The Content-Type that the request must have.", valueName: "type"))
    var contentType = ""
    @Option(
        name: .customLong("content-md5"),
        help: ArgumentHelp("The Content-MD5 that the request must have.", valueName: "digest")
    )
    var contentMD5 = ""
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        let methods = ["GET", "POST", "PUT", "DELETE"]
        guard methods.contains(method.uppercased()) else {
            throw ValidationError(
                "'\(method)' is no method: use \(methods.joined(separator: ", "))"
            )
        }
        guard path.hasPrefix("/"), !path.contains(where: { "?# ".contains($0) }) else {
            throw ValidationError(
                "'\(path)' is no path: begin with '/', and leave out the query, which no token covers"
            )
        }
        guard let seconds = DurationWord.seconds(expires), seconds > 0 else {
            throw ValidationError("'--expires \(expires)' is no duration: write 90s, 10m, 8h or 2d")
        }
    }

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            let credentials: Credentials
            do throws(SettingsError) {
                let environment = ProcessInfo.processInfo.environment
                guard let profile = try Profile.chosen(asked: service.profile, environment) else {
                    throw SettingsError(ConsoleCommand.withoutProfile)
                }
                guard let keys = try await profile.keys(environment) else {
                    throw SettingsError(
                        "profile '\(profile.name)' has tokens and no keys: use one whose keys sign"
                    )
                }
                credentials = keys
            } catch { throw CommandFailure(error) }
            let now = Date()
            let token = Token(
                resource: path,
                expires: Int(now.timeIntervalSince1970) + (DurationWord.seconds(expires) ?? 0),
                contentMD5: contentMD5,
                contentType: contentType,
                method: method.uppercased()
            )
            let text: String
            do throws(APIError) {
                text = try token.headerValue(signedBy: credentials, now: now)
            } catch { throw CommandFailure(.usage, error.message) }
            try Output.line(text)
        }
    }
}
