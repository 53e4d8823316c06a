"""Who answers for what: contracts, what teams do together, outside factors, the six steps."""
