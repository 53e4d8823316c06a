"""What is advised: the condition language, the rules as records, and the checks on them."""
