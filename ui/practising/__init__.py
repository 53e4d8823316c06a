"""The page *Predict the engine*, piece by piece."""
