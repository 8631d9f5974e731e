-- Over critical workloads operating on the day: yes where nothing inside the coalition could replace it.
if(is_critical AND is_operating, 2 - alternative, NULL)
