"""Tests of `demarche.coding`, on trees that need no model."""
