-- Whether the deployment became trustworthy by the day, and how many days that took or has lasted so far.
if(
  event_on <= day,
  (if(event_on < since, 'inconsistent', 'event'), dateDiff('day', since, event_on)),
  (if(ended_on < since, 'inconsistent', 'censored'), dateDiff('day', since, least(day, ended_on)))
)
