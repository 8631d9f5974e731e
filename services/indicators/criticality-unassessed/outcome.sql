-- Over workloads operating on the day: yes where criticality is not assessed.
if(is_operating, if(is_not_assessed, 2, 0), NULL)
