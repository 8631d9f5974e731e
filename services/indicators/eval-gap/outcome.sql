-- Over critical workloads operating on the day: yes where no independent evaluation holds.
if(is_critical AND is_operating, 2 - evaluated, NULL)
