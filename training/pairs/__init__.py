"""Learns the weights of the scorer of pairs (`demarche.coding.pair`) from marked sentences."""
