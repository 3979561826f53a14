import { useRef, useState, type PointerEvent } from "react";
import { monthName } from "../format";
import { useStrings } from "../i18n/language";
import type { Days } from "./days";

interface Props {
  days: Days;
  total: number;
  first: number;
  last: number;
  onGo: (index: number, dragging: boolean) => void;
}

/** The whole chat as a strip beside the timeline: where one is, the years, and a handle to go anywhere. */
export function Scrubber({ days, total, first, last, onGo }: Props) {
  const t = useStrings();
  const strip = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number>();
  const shown = at ?? (last >= total - 1 && total > 0 ? (first === 0 ? 0 : 1) : total > 1 ? Math.min(1, ((first + last) / 2) / (total - 1)) : 0);
  const index = Math.round(shown * Math.max(0, total - 1));
  const day = days.dayAt(index);
  const fraction = (event: PointerEvent) => {
    const box = strip.current!.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientY - box.top) / box.height));
  };
  const to = (value: number, dragging: boolean) => onGo(Math.round(value * (total - 1)), dragging);
  return (
    <div
      ref={strip}
      className={at === undefined ? "scrubber" : "scrubber scrubber-on"}
      role="slider"
      tabIndex={0}
      aria-label={t.scrubber}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, total - 1)}
      aria-valuenow={index}
      aria-valuetext={day ? monthName(t, day[0]) : ""}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const value = fraction(event);
        setAt(value);
        to(value, true);
      }}
      onPointerMove={(event) => {
        if (at === undefined) return;
        const value = fraction(event);
        setAt(value);
        to(value, true);
      }}
      onPointerUp={() => {
        if (at !== undefined) to(at, false);
        setAt(undefined);
      }}
      onPointerCancel={() => setAt(undefined)}
      onKeyDown={(event) => {
        const step = Math.max(1, Math.round(total / 100));
        const by: Record<string, number> = { ArrowUp: -step, ArrowDown: step, PageUp: -step * 10, PageDown: step * 10, Home: -total, End: total };
        const change = by[event.key];
        if (change === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        onGo(Math.max(0, Math.min(total - 1, index + change)), true);
      }}
    >
      <span className="scrubber-line" />
      {years(days, total).map((mark) => (
        <span key={mark.year} className="scrubber-year" style={{ top: `${mark.at * 100}%` }} aria-hidden="true">
          {mark.year}
        </span>
      ))}
      <span className="scrubber-handle" style={{ top: `${shown * 100}%` }} aria-hidden="true">
        {at !== undefined && day && <span className="scrubber-label">{monthName(t, day[0])}</span>}
      </span>
    </div>
  );
}

/** Where the years begin, those too close to the one before left out. */
function years(days: Days, total: number): { year: string; at: number }[] {
  const marks: { year: string; at: number }[] = [];
  for (const [day, index] of days.list) {
    const year = day.slice(0, 4);
    const last = marks[marks.length - 1];
    const at = total > 1 ? index / (total - 1) : 0;
    if (last?.year === year || (last && at - last.at < 0.045)) continue;
    marks.push({ year, at });
  }
  return marks;
}
