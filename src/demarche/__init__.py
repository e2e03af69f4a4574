"""demarche: an auditable ledger of what political actors did, said and bound themselves to."""

__version__ = "0.1.0"
