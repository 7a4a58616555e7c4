"""The benchmark of search: a synthetic archive, its load, its queries, its figures.

`python -m benchmarks.search --help`; docs/performance.md says how to set it up. Nothing
here touches a database whose name does not begin with kua_bench.
"""
