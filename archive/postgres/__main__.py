"""The operator's words: python -m archive.postgres start|stop|status."""

import sys

from archive import env, postgres


def main(arguments: list[str]) -> None:
    """Run `start`, `stop` or `status` and say in a line what happened."""
    try:
        match arguments:
            case ["start"]:
                said = "started" if postgres.start() else "running already"
            case ["stop"]:
                said = (
                    f"stopped {', '.join(postgres.stop()) or 'nothing: no server runs'}"
                )
            case ["status"]:
                running = [name for name, runs in postgres.status().items() if runs]
                said = f"running: {', '.join(running) or 'nothing'}"
            case _:
                sys.exit("usage: python -m archive.postgres start|stop|status")
    except (postgres.PostgresRefused, env.VariableRefused) as refusal:
        sys.exit(f"postgres: {refusal}")
    sys.stderr.write(f"postgres: {said}\n")


main(sys.argv[1:])
