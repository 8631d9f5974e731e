/** Days as days: Grafana's own unit `d` makes years of more than 365, which nobody can compare with a published figure. */
export const days = "suffix:days";
/** A day without a time, in the board's UTC. */
export const calendarDay = "time:YYYY-MM-DD";
