"""Translates Spark SQL to DuckDB's, or says why it cannot."""
