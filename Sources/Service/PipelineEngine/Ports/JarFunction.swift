/// A function of users' SQL that a class of a jar computes (`/v2/udf/funcs` of the vendor's public `api/udf.md`).
package struct JarFunction: Codable, Equatable, Sendable {
    /// Its name in SQL, in lower case.
    package var name: String
    /// The full name, such as `com.qiniu.udf.StrLength`.
    package var className: String
    /// The absolute path of the jar.
    package var jar: String

    package init(name: String, className: String, jar: String) {
        self.name = name
        self.className = className
        self.jar = jar
    }
}
