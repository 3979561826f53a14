import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { dateOfDay, dayName, dayOf, monthName, weekdayNames } from "../format";
import { useStrings } from "../i18n/language";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import type { Days } from "./days";

/** A month at a time, the days shaded by how much was said; any day leads to its first message. */
export function Calendar({ days, start, onGo, onClose }: { days: Days; start: string; onGo: (day: string) => void; onClose: () => void }) {
  const t = useStrings();
  const [day, setDay] = useState(start);
  const grid = useRef<HTMLTableElement>(null);
  const counts = useMemo(() => new Map(days.list.map(([name, , count]) => [name, count])), [days]);
  const most = useMemo(() => Math.max(1, ...days.list.map(([, , count]) => count).filter((count) => count > 0)), [days]);
  const shown = dateOfDay(day);
  const move = (change: (date: Date) => void, focus: boolean) => {
    const date = dateOfDay(day);
    change(date);
    const to = dayOf(date);
    setDay(to);
    if (focus) requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus());
  };
  const months = (by: number) => (date: Date) => {
    const of = date.getDate();
    date.setDate(1);
    date.setMonth(date.getMonth() + by);
    date.setDate(Math.min(of, new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by: Record<string, (date: Date) => void> = {
      ArrowLeft: (date) => date.setDate(date.getDate() - 1),
      ArrowRight: (date) => date.setDate(date.getDate() + 1),
      ArrowUp: (date) => date.setDate(date.getDate() - 7),
      ArrowDown: (date) => date.setDate(date.getDate() + 7),
      PageUp: months(event.shiftKey ? -12 : -1),
      PageDown: months(event.shiftKey ? 12 : 1),
    };
    const change = by[event.key];
    if (!change) return;
    event.preventDefault();
    move(change, true);
  };
  return (
    <Dialog title={t.jumpToDate} onClose={onClose}>
      <form
        className="calendar-form"
        onSubmit={(event) => {
          event.preventDefault();
          onGo(day);
        }}
      >
        <label>
          {t.date}
          <input type="date" value={day} min={days.list[0]?.[0]} max={days.list[days.list.length - 1]?.[0]} onChange={(event) => event.target.value && setDay(event.target.value)} />
        </label>
        <button type="submit" className="button button-main">
          {t.go}
        </button>
      </form>
      <div className="calendar-head">
        <Step label={t.previousYear} icon="back" double onClick={() => move(months(-12), false)} />
        <Step label={t.previousMonth} icon="back" onClick={() => move(months(-1), false)} />
        <strong aria-live="polite">{monthName(t, day)}</strong>
        <Step label={t.nextMonth} icon="forward" onClick={() => move(months(1), false)} />
        <Step label={t.nextYear} icon="forward" double onClick={() => move(months(12), false)} />
      </div>
      <table ref={grid} className="calendar" role="grid" aria-label={monthName(t, day)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekdayNames(t, "short").map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(shown).map((week, at) => (
            <tr key={at}>
              {week.map((name, column) => {
                const count = name ? (counts.get(name) ?? 0) : 0;
                return (
                  <td key={column} aria-selected={name === day}>
                    {name && (
                      <button
                        type="button"
                        data-day={name}
                        tabIndex={name === day ? 0 : -1}
                        className={`calendar-day heat-${heat(count, most)}`}
                        aria-label={`${dayName(t, name)}: ${count > 0 ? t.messages(count) : t.noMessagesThatDay}`}
                        aria-disabled={count === 0}
                        onClick={() => onGo(name)}
                      >
                        {Number(name.slice(8))}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function Step({ label, icon, double = false, onClick }: { label: string; icon: "back" | "forward"; double?: boolean; onClick: () => void }) {
  return (
    <button type="button" className={double ? "icon-button icon-double" : "icon-button"} aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
      {double && <Icon name={icon} />}
    </button>
  );
}

/** 0 for nothing, then 1 to 4: by the root beside the fullest day, so that quiet days still differ. */
export function heat(count: number, most: number): number {
  return count <= 0 ? 0 : 1 + Math.min(3, Math.floor(Math.sqrt(count / most) * 4));
}

function weeksOf(date: Date): (string | undefined)[][] {
  const year = date.getFullYear();
  const month = date.getMonth();
  const lead = (new Date(year, month, 1).getDay() + 6) % 7;
  const length = new Date(year, month + 1, 0).getDate();
  const cells: (string | undefined)[] = [...Array<undefined>(lead), ...Array.from({ length }, (_, at) => dayOf(new Date(year, month, at + 1)))];
  while (cells.length % 7 !== 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
