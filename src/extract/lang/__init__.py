"""What one language gives to the engine: tokens and a file of rules, nothing else."""
