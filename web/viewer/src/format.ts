import type { Strings } from "./i18n/en";

// Formats of Intl are costly to make; each is made once for a language.
const made = new Map<string, Intl.DateTimeFormat>();

function dates(t: Strings, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${t.tag} ${name}`;
  let format = made.get(key);
  if (!format) {
    const own = navigator.languages.find((language) => language.toLowerCase().startsWith(t.tag.slice(0, 2)));
    format = new Intl.DateTimeFormat(own ?? t.tag, options);
    made.set(key, format);
  }
  return format;
}

const parsed = (text: string | undefined): Date | undefined => {
  const time = text ? new Date(text) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
};

export function timeOfDay(t: Strings, text: string | undefined): string {
  const time = parsed(text);
  return time ? dates(t, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time) : "";
}

export function dateTime(t: Strings, text: string | undefined): string {
  const time = parsed(text);
  return time ? dates(t, "dateTime", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }).format(time) : t.timeUnknown;
}

/** With seconds and the day of the week: for details. */
export function fullDateTime(t: Strings, text: string | undefined): string {
  const time = parsed(text);
  return time ? dates(t, "full", { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" }).format(time) : t.timeUnknown;
}

export function shortDate(t: Strings, text: string | undefined): string {
  const time = parsed(text);
  return time ? dates(t, "short", { year: "numeric", month: "short", day: "numeric" }).format(time) : t.timeUnknown;
}

/** The day of a time in this machine's zone: 2024-05-01. */
export function dayOf(time: Date): string {
  return `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, "0")}-${String(time.getDate()).padStart(2, "0")}`;
}

export function dateOfDay(day: string): Date {
  return new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
}

export function dayName(t: Strings, day: string): string {
  const today = new Date();
  if (day === dayOf(today)) return t.today;
  if (day === dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1))) return t.yesterday;
  return dates(t, "day", { weekday: "long", year: "numeric", month: "long", day: "numeric" }).format(dateOfDay(day));
}

export function monthName(t: Strings, day: string): string {
  return dates(t, "month", { year: "numeric", month: "long" }).format(dateOfDay(day));
}

export function weekdayNames(t: Strings, width: "short" | "narrow" | "long"): string[] {
  const format = dates(t, `weekday ${width}`, { weekday: width });
  return [0, 1, 2, 3, 4, 5, 6].map((day) => format.format(new Date(2024, 0, 1 + day)));   // a Monday
}

export function monthNames(t: Strings): string[] {
  const format = dates(t, "month name", { month: "short" });
  return Array.from({ length: 12 }, (_, month) => format.format(new Date(2024, month, 1)));
}

/** As lists of chats do: the time today, the weekday this week, else the date. */
export function recent(t: Strings, text: string | undefined): string {
  const time = parsed(text);
  if (!time) return "";
  const days = (Date.now() - time.getTime()) / 86_400_000;
  if (dayOf(time) === dayOf(new Date())) return timeOfDay(t, text);
  if (days >= 0 && days < 6) return dates(t, "weekday", { weekday: "short" }).format(time);
  return dates(t, "recent", { year: "numeric", month: "numeric", day: "numeric" }).format(time);
}

export function duration(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const rest = `${String(Math.floor(seconds / 60) % 60).padStart(seconds >= 3600 ? 2 : 1, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}

export function size(bytes: number | undefined): string {
  if (bytes === undefined) return "";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export const plainNumber = (t: Strings, value: number): string => value.toLocaleString(t.tag);

/**
 * A name to show: without line breaks, and without the marks that turn the direction of text around, by which a
 * file "exe.gpj" shows itself as a picture.
 */
export function plainName(text: string | undefined): string {
  return (text ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
}
