const DAY = 86_400_000;

/** `YYYY-MM-DD` of a civil day counted from 1970-01-01. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
