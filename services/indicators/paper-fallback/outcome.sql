-- Over critical workloads operating on the day that have a fallback: yes where none that holds was drilled within 365 days.
if(is_critical AND is_operating AND fallback = 2, if(is_drilled, 0, 2), NULL)
