-- Over critical workloads operating on the day: yes where no fallback is available under a jurisdiction of the coalition.
if(is_critical AND is_operating, 2 - fallback, NULL)
