"""The operators' commands: thin, each calls one function."""
