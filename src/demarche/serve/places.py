"""Where a change leads back to."""

import re

from demarche.serve.view import Form

_VIEW = re.compile(r"/[a-z]+(/[a-z]:[0-9a-f]{1,16})?(\?[a-z]+=[a-z]+)?")


def back(form: Form, otherwise: str) -> str:
    """Return the view that a form asks to go back to, or another address if it names none."""
    wanted = form.get("back", "")
    return wanted if _VIEW.fullmatch(wanted) else otherwise
