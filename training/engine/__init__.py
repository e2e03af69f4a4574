"""From treebanks and entity corpora to the engine folder that the package ships."""
