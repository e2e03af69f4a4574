"""Where a change leads back to."""

from demarche.serve.view import Form


def back(form: Form, otherwise: str) -> str:
    """Return the address on this page that a form asks to go back to, without its parameters, or another."""
    wanted = form.get("back", "")
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted.partition("?")[0].partition("#")[0] if is_own else otherwise
