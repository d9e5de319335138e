// Service days as the pages move among them: plain dates (AAAA-MM-JJ), never instants. Pure.

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', ...options });
const long = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const short = format({ weekday: 'short', day: 'numeric', month: 'short' });
const figures = format({ day: '2-digit', month: '2-digit' });
const month = format({ month: 'long' });

const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
const written = (instant: Date): string => instant.toISOString().slice(0, 10);

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at(text).getTime());
export const plusDays = (date: string, days: number): string => {
  const moved = at(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return written(moved);
};
/** Monday is 0. */
export const weekday = (date: string): number => (at(date).getUTCDay() + 6) % 7;
export const mondayOf = (date: string): string => plusDays(date, -weekday(date));
/** The school year that holds the day, by its first civil year: it begins on 1 August. */
export const schoolYear = (date: string): number => Number(date.slice(0, 4)) - (Number(date.slice(5, 7)) < 8 ? 1 : 0);
export const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(new Date());

/** «jeudi 26 novembre 2026», «1er» for the first of a month. */
export const longDay = (date: string): string => long.format(at(date)).replace(/ 1 /, ' 1er ');
export const shortDay = (date: string): string => short.format(at(date)).replace(/ 1 /, ' 1er ');
/** «26/11». */
export const dayFigures = (date: string): string => figures.format(at(date));
export const monthName = (date: string): string => month.format(at(date));

/** What is left before `instant`, in French; empty when it is gone. */
export function timeLeft(instant: string, now: number): string {
  const minutes = Math.floor((new Date(instant).getTime() - now) / 60_000);
  if (minutes < 0) return '';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(minutes / 1440)} jours`;
}
