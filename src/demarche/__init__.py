"""demarche: an auditable ledger of what political actors did, said and bound themselves to."""

from importlib.metadata import version

__version__ = version("demarche")
