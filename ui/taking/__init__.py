"""Taking a measurement: choose an instrument, enter what came back, see the result, keep it."""
