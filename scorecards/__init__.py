"""The working document and its life: adopted from a recommendation, given targets, read, kept."""
