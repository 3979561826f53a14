import { useMemo } from "react";
import { monthName, plainNumber } from "../format";
import { useStrings } from "../i18n/language";
import { Columns } from "./Columns";
import { Figure } from "./Figure";

/** Messages of each month, from the first to the last. */
export function Months({ days }: { days: [string, number][] }) {
  const t = useStrings();
  const months = useMemo(() => {
    const counted = new Map<string, number>();
    const first = days[0]?.[0].slice(0, 7);
    const last = days[days.length - 1]?.[0].slice(0, 7);
    for (let month = first; month && last && month <= last && counted.size < 1200; month = after(month)) counted.set(month, 0);
    for (const [day, count] of days) counted.set(day.slice(0, 7), (counted.get(day.slice(0, 7)) ?? 0) + count);
    return [...counted];
  }, [days]);
  const every = Math.max(1, Math.ceil(months.length / 12));
  return (
    <Figure title={t.perMonth} columns={[t.when, t.number]} rows={months.map(([month, count]) => [monthName(t, `${month}-01`), plainNumber(t, count)])}>
      <Columns
        title={t.perMonth}
        values={months.map(([, count]) => count)}
        labels={months.map(([month], at) => (months.length <= 14 ? String(Number(month.slice(5))) : month.endsWith("-01") || (at === 0 && every < 3) ? month.slice(0, 4) : ""))}
        names={months.map(([month]) => monthName(t, `${month}-01`))}
      />
    </Figure>
  );
}

function after(month: string): string {
  const year = Number(month.slice(0, 4));
  const of = Number(month.slice(5, 7));
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, "0")}`;
}
