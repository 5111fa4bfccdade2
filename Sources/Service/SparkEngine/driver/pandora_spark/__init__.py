"""The driver's parts; each imports pyspark, which comes with Spark."""
