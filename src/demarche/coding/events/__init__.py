"""What happened: senses found in the tree, their participants, and the events that several of them tell of."""
