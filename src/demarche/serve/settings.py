"""How the page is served: of which ledger, where it listens, who may see it and what they may do."""

import ipaddress
import secrets
from dataclasses import dataclass, field

_TOKEN_BYTES = 24
_ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, and only where a user asks for it


def new_token() -> str:
    """Return the secret of a session, which is in the address that is opened first."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `demarche serve` was told; `names` are further names by which the page may be addressed.

    `who` signs what is written. A page that is `read_only` writes nothing to the ledger.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8765
    token: str = field(default_factory=new_token, repr=False)
    names: tuple[str, ...] = ()
    read_only: bool = False
    who: str = ""

    @property
    def address(self) -> str:
        """The address of the page."""
        host = "127.0.0.1" if self.host in _ANYWHERE else self.host
        return f"http://{_in_address(host)}:{self.port}/"

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token; browsers send cookies to every port of a host."""
        return f"demarche-{self.port}"

    def answers_to(self, host: str) -> bool:
        """Whether a request that names this host (with its port) is meant for this page.

        The page of another site may have its own name resolved to this machine, and so read what it gets; what it
        cannot do is send a name that is not its own.
        """
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        name, port = (name, port) if port.isdigit() else (host, "80")
        name = name.strip("[]").lower()
        if port != str(self.port):
            return False
        allowed = {"localhost", "127.0.0.1", "::1", self.host.lower(), *(one.lower() for one in self.names)}
        return name in allowed - _ANYWHERE or (self.host in _ANYWHERE and _is_number(name))


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    """Whether a host is named by its number, which no other site's name can be."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
