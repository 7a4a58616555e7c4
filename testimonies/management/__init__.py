"""The operators' commands: thin, each parses, calls and prints."""
