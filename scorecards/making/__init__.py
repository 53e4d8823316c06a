"""Making a scorecard: from a recommendation, a template, or what a person chose and typed."""
