"""What the page can change in a ledger, each in a module of its own: rows are added, signed, and nothing else."""

from demarche.serve.changes import add, edit, judge, merge, part, reviewed, state, undo
from demarche.serve.view import Change

CHANGES: tuple[Change, ...] = (
    part.CHANGE,
    judge.CHANGE,
    edit.CHANGE,
    add.CHANGE,
    reviewed.CHANGE,
    merge.CHANGE,
    state.CHANGE,
    undo.CHANGE,
)
