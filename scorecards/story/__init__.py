"""What a scorecard tells: KPI against target, own part, bottom line, the figures of each month."""
