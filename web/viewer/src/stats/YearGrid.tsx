import { useEffect, useMemo, useRef, useState } from "react";
import { dateOfDay, dayName, dayOf, monthNames, plainNumber, weekdayNames } from "../format";
import { useStrings } from "../i18n/language";
import { heat } from "../timeline/Calendar";
import { Figure } from "./Figure";

const cell = 12;
const left = 30;

/** A year as a grid of days, shaded by how much was said. */
export function YearGrid({ days }: { days: [string, number][] }) {
  const t = useStrings();
  const years = useMemo(() => [...new Set(days.map(([day]) => day.slice(0, 4)))].sort(), [days]);
  const [chosen, setChosen] = useState<string>();
  const year = chosen ?? years[years.length - 1] ?? String(new Date().getFullYear());
  const of = useMemo(() => new Map(days.filter(([day]) => day.startsWith(year))), [days, year]);
  const most = Math.max(1, ...of.values());
  const busiest = [...of].find(([, count]) => count === most)?.[0];
  const total = [...of.values()].reduce((sum, count) => sum + count, 0);
  const start = new Date(Number(year), 0, 1);
  const lead = (start.getDay() + 6) % 7;
  const cells: { day: string; x: number; y: number; count: number }[] = [];
  for (let date = start, n = lead; date.getFullYear() === Number(year) && cells.length < 366; date = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1), n++) {
    const day = dayOf(date);
    cells.push({ day, x: left + Math.floor(n / 7) * (cell + 2), y: 18 + (n % 7) * (cell + 2), count: of.get(day) ?? 0 });
  }
  const scroller = useRef<HTMLDivElement>(null);
  const newest = [...of.keys()].pop();
  useEffect(() => {
    // On a narrow screen a year does not fit: what is newest is shown first.
    const view = scroller.current;
    if (view && newest) view.scrollLeft = (dateOfDay(newest).getTime() - start.getTime()) / 86_400_000 / 366 * view.scrollWidth - view.clientWidth * 0.8;
  }, [newest]);
  const weekdays = weekdayNames(t, "narrow");
  const months = monthNames(t);
  return (
    <Figure title={t.perDay} wide columns={[t.when, t.number]} rows={[...of].map(([day, count]) => [dayName(t, day), plainNumber(t, count)])}>
      <div className="year-head">
        <label className="select">
          <span className="visually-hidden">{t.year}</span>
          <select value={year} onChange={(event) => setChosen(event.target.value)}>
            {years.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <span>{t.messages(total)}</span>
        <span className="legend" aria-hidden="true">
          {t.less}
          {[0, 1, 2, 3, 4].map((level) => (
            <i key={level} className={`heat-${level}`} />
          ))}
          {t.moreWord}
        </span>
      </div>
      <div ref={scroller} className="year-scroll" tabIndex={0} role="region" aria-label={`${t.perDay} ${year}`}>
        <svg className="chart year" viewBox={`0 0 ${left + 54 * (cell + 2)} ${20 + 7 * (cell + 2)}`} role="img" aria-label={`${t.perDay}, ${year}. ${t.messages(total)}. ${busiest ? t.mostOn(dayName(t, busiest), plainNumber(t, most)) : ""}`}>
          {months.map((name, month) => {
            const n = lead + Math.round((new Date(Number(year), month, 1).getTime() - start.getTime()) / 86_400_000);
            return (
              <text key={month} className="chart-label" x={left + Math.floor(n / 7) * (cell + 2)} y={11}>
                {name}
              </text>
            );
          })}
          {weekdays.map((name, day) => (day % 2 === 0 ? <text key={day} className="chart-label" x={0} y={28 + day * (cell + 2)}>{name}</text> : null))}
          {cells.map((one) => (
            <rect key={one.day} className={`day-cell heat-${heat(one.count, most)}`} x={one.x} y={one.y} width={cell} height={cell} rx={2.5}>
              <title>{`${dayName(t, dayOf(dateOfDay(one.day)))}: ${t.messages(one.count)}`}</title>
            </rect>
          ))}
        </svg>
      </div>
    </Figure>
  );
}
