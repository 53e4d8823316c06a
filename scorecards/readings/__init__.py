"""What was read: entering, uploading, working out of files, and where a KPI stands."""
