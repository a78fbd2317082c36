"""Files from outside, looked at and read in a process of their own; what they mean is told in metrics/returning/."""
