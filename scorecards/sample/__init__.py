"""Larkspur: a made-up company, so that everything can be tried on scorecards that hurt nobody.

Nobody of it exists and no figure of it was measured. Its people are in ``people/``, what their two
quarters held is in ``quarters/``, a file each. What is recommended to them is never written down:
it is adopted from the engine each time the sample is opened (``opening``).
"""
