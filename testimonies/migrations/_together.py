"""Many operations whose models are rendered once, instead of after each of them."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Runs operations in their order, each with the models as they are after the last.

    Django renders a model and its neighbours again after each operation: of some three
    hundred in a row, that was half the time of making all tables. For operations that
    only add, as each of them looks at what it adds itself.
    """

    # The functions and keys made in SQL beside them stand in the way of each.
    reversible = False

    def __init__(self, *operations: Operation) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was rendered is rendered anew when it is asked for.
        state.is_delayed = True
        state.clear_delayed_apps_cache()
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"
