-- Over critical workloads operating on the day: yes where both an evaluation and a fallback are missing.
if(is_critical AND is_operating, least(2 - evaluated, 2 - fallback), NULL)
