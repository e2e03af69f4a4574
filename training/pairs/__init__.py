"""Learns the weights of the scorer of pairs (`demarche.coding.pairs.scorer`) from marked sentences."""
