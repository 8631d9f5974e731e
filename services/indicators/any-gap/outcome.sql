-- Over critical workloads operating on the day: yes where an evaluation or a fallback is missing.
if(is_critical AND is_operating, greatest(2 - evaluated, 2 - fallback), NULL)
