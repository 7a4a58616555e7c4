"""Many operations whose models are rendered once, instead of after each of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.migrations import AddConstraint, AddField, AddIndex
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

ADDING = (AddConstraint, AddField, AddIndex, AddTrigger)


class Together(Operation):
    """Runs operations that add, in their order; refuses others with ValueError.

    Django renders a model and its neighbours again after each operation: of some three
    hundred in a row, that was half the time of making all tables. Here each is run from
    the models before the first to those after the last, which is alike to whatever looks
    at nothing but what it adds. `migrate --fake-initial` does not look inside.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args: ClassVar = ["operations"]
    # Keys that are made in SQL beside them stand in the way of undoing some.
    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        for each in operations:
            if not isinstance(each, ADDING):
                raise ValueError(f"{each.describe()}: only what adds is run together.")
        self.operations = operations

    def __repr__(self) -> str:
        return f"<Together: {self.describe()}>"

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
        return f"Add {len(self.operations)} fields, constraints, indexes and triggers"
