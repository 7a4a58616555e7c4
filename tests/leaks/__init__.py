"""The canary proof: what is withheld stands nowhere that its reader could look.

tokens and matching are pure; planting puts a token into every text column; scene and
seeded build the two archives; sight says who may see which column; addresses, asking
and walk read every surface over HTTP, sinks the others. docs/leaks.md tells the rest.
"""
