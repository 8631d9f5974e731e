-- Over agencies registered on the day: yes where a push of the last 92 days counts.
if(is_registered, if(has_reported, 2, 0), NULL)
