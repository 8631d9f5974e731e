-- Whether the deployment became trustworthy by the day, and how many days that took or has lasted so far.
(
  CAST(
    if(event_on <= day, if(event_on < since, 3, 1), if(ended_on < since, 3, 2)),
    'Enum8(''event'' = 1, ''censored'' = 2, ''inconsistent'' = 3)'
  ),
  dateDiff('day', since, if(event_on <= day, event_on, least(day, ended_on)))
)
