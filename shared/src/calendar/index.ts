export { addBusinessDays, businessDaysBetween } from './business-days.ts';
export { addBusinessMs, businessMsBetween, type DayPrice, isBusinessMs, nextBusinessMs } from './business-time.ts';
export { type Calendar, isBusinessDay, parseCalendar } from './calendar.ts';
export { type CalendarText, calendarSchema, weekdays } from './schema.ts';
