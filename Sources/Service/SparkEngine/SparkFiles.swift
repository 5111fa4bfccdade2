/// Where Spark, the driver program and python3 are, and what they need of the environment.
package struct SparkFiles: Equatable, Sendable {
    /// The absolute path of the command that runs Python 3.
    package var python: String
    /// The absolute path of Spark's directory, which has `bin/spark-submit`.
    package var home: String
    /// The names of the archives in Spark's `python/lib`, which have pyspark and py4j.
    package var libraries: [String]
    /// The absolute path of the directory with `__main__.py`.
    package var driver: String
    /// The absolute path of a file with Spark's properties; `nil` where there is none.
    package var properties: String?
    /// What is passed on: PATH, JAVA_HOME, HADOOP_CONF_DIR and their like.
    package var environment: [String: String]

    package init(
        python: String,
        home: String,
        libraries: [String],
        driver: String,
        properties: String? = nil,
        environment: [String: String]
    ) {
        self.python = python
        self.home = home
        self.libraries = libraries
        self.driver = driver
        self.properties = properties
        self.environment = environment
    }

    /// The variables that Spark and Hadoop read.
    package static let passedOn = [
        "PATH", "JAVA_HOME", "HADOOP_CONF_DIR", "YARN_CONF_DIR", "HADOOP_USER_NAME", "KUBECONFIG",
        "SPARK_LOCAL_IP", "SPARK_LOCAL_DIRS",
    ]
}
