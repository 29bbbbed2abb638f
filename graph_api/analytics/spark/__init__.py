"""Measures that have a distributed form, as PySpark jobs over a snapshot in Parquet.

Needs the extra [spark] and a Java of version 17 or later; imported where it is used.
"""
