"""The records of the contract and the types that pass between the stages; all frozen, checked when made."""
