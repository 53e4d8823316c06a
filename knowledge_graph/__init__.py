"""What is known: records, the graph over them, and the checks that keep them honest."""
