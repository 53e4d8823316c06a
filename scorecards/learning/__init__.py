"""What somebody has learnt by exercises, and which comes next. Pure."""
