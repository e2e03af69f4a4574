"""Learns the weights of the scorer of boundaries (`demarche.coding.sayings.reach`) from annotated attributions."""
