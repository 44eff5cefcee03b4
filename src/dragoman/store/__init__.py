"""Stores: records kept as Delta tables that any number of processes may add to and read at once."""
