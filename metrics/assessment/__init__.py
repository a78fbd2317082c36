"""Assessment (考评): schemes, scores, every lost point explained, rehearsed and frozen."""
