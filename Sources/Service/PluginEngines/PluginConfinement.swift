import FoundationEssentials

/// What keeps a plugin from anything but its points: Java's security manager, and limits of the process.
///
/// Reading, writing, connecting, starting programs and leaving the manager are refused to the jar's code; the adapter,
/// whose code opens the files of points, may all. The manager is in Java 17 to 23, and needs no rights of the system.
struct PluginConfinement {
    /// The absolute path of the adapter's jar.
    let adapter: String
    /// The absolute path of the policy.
    let policy: String
    /// The maximum size of the file of records, in blocks of 512 bytes: 1 GiB.
    private static let mostBlocks = 2_097_152

    /// The options that all plugins are run with; memory in all is below 1 GiB.
    private static let options = [
        "-Xmx512m", "-XX:MaxMetaspaceSize=128m", "-XX:MaxDirectMemorySize=64m",
        "-XX:ReservedCodeCacheSize=64m", "-XX:+UseSerialGC", "-XX:-UsePerfData",
        "-XX:+IgnoreUnrecognizedVMOptions", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8",
    ]

    /// What the code of a jar may do: look at properties and at its own classes, and end itself.
    static let policyText = """
        grant codeBase "${pandora.adapter}" {
            permission java.security.AllPermission;
        };
        grant codeBase "${pandora.plugin}" {
            permission java.util.PropertyPermission "*", "read";
            permission java.lang.RuntimePermission "accessDeclaredMembers";
            permission java.lang.reflect.ReflectPermission "suppressAccessChecks";
            permission java.lang.RuntimePermission "exitVM.*";
        };

        """

    /// Makes the files of the adapter and the policy in a directory, where they are not there already.
    init(in directory: String) throws {
        adapter = directory + "/.adapter.jar"
        policy = directory + "/.adapter.policy"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        try PluginConfinement.put(Data(PackageResources.PluginAdapter_jar), at: adapter)
        try PluginConfinement.put(Data(PluginConfinement.policyText.utf8), at: policy)
    }

    private static func put(_ bytes: Data, at path: String) throws {
        let url = URL(filePath: path)
        if let present = try? Data(contentsOf: url), present == bytes { return }
        try bytes.write(to: url, options: .atomic)
    }

    /// Returns the arguments of a shell that runs the adapter over a jar.
    func shellArguments(java: String, plugin: String, jar: String, _ rest: [String]) -> [String] {
        [
            "-c", "ulimit -c 0; ulimit -f \(PluginConfinement.mostBlocks); exec \"$0\" \"$@\"",
            java,
        ] + PluginConfinement.options + [
            "-Dpandora.adapter=" + PluginConfinement.url(adapter),
            "-Dpandora.plugin=" + PluginConfinement.url(jar),
            // Two signs: this policy alone, not the one of the runtime beside it.
            "-Djava.security.manager", "-Djava.security.policy==" + PluginConfinement.url(policy),
            "-cp", "\(adapter):\(jar)", "PluginAdapter", plugin, jar,
        ] + rest
    }

    /// Returns a path as Java names the place of its code.
    private static func url(_ path: String) -> String { URL(filePath: path).absoluteString }
}
