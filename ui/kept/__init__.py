"""The pages of scorecards that are kept: everything a person sees of one."""
