"""The archive as JSON, to be read by programs: lists, records, search, OpenAPI.

Gives the stored documents as they are and builds none anew. Never writes, never asks
who reads, never speaks HTML, never imports a working table.
"""
