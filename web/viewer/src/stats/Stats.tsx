import { useMemo } from "react";
import { api } from "../api/client";
import { dateOfDay, plainNumber, shortDate, weekdayNames } from "../format";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { Failed, Loading } from "../ui/States";
import { useAnswer } from "../ui/useAnswer";
import { Columns } from "./Columns";
import { Figure } from "./Figure";
import { HorizontalBars } from "./HorizontalBars";
import { Months } from "./Months";
import { YearGrid } from "./YearGrid";

const shownNames = 12;

/** A history in pictures, each with its numbers as a table. */
export function Stats() {
  const t = useStrings();
  const { h, history, revision, names, chatOf } = useViewer();
  const answer = useAnswer((signal) => api.stats(h, signal), [h, revision]);
  const stats = answer.value;
  const facts = useMemo(() => {
    const days = stats?.byDay ?? [];
    const total = days.reduce((sum, [, count]) => sum + count, 0);
    const first = days[0]?.[0];
    const last = days[days.length - 1]?.[0];
    const span = first && last ? (dateOfDay(last).getTime() - dateOfDay(first).getTime()) / 86_400_000 + 1 : 0;
    return { total, first, last, active: days.length, average: span > 0 ? total / span : 0 };
  }, [stats]);
  if (answer.error && !stats) return <Failed error={answer.error} onRetry={answer.again} />;
  if (!stats) return <Loading />;
  const weekdays = weekdayNames(t, "short");
  const chatTitle = (n: number) => {
    const chat = chatOf(n);
    return chat ? names.chat(chat) : String(n);
  };
  return (
    <section className="page stats" aria-label={t.statistics}>
      <header className="page-head">
        <h1>{t.statistics}</h1>
      </header>
      <dl className="facts">
        <Fact name={t.number} value={plainNumber(t, history.messages)} />
        <Fact name={t.chats} value={plainNumber(t, history.chats)} />
        {facts.first && <Fact name={t.firstMessage} value={shortDate(t, `${facts.first}T12:00:00`)} small />}
        {facts.last && <Fact name={t.latestMessage} value={shortDate(t, `${facts.last}T12:00:00`)} small />}
        <Fact name={t.activeDays} value={plainNumber(t, facts.active)} />
        <Fact name={t.perDayAverage} value={plainNumber(t, Math.round(facts.average * 10) / 10)} />
      </dl>
      <div className="figures">
        <YearGrid days={stats.byDay} />
        <Months days={stats.byDay} />
        <Figure title={t.perHour} columns={[t.hour, t.number]} rows={stats.byHour.map((count, hour) => [String(hour).padStart(2, "0"), plainNumber(t, count)])}>
          <Columns values={stats.byHour} labels={stats.byHour.map((_, hour) => (hour % 3 === 0 ? String(hour) : ""))} names={stats.byHour.map((_, hour) => `${String(hour).padStart(2, "0")}:00`)} title={t.perHour} />
        </Figure>
        <Figure title={t.perWeekday} columns={[t.when, t.number]} rows={stats.byWeekday.map((count, day) => [weekdays[day]!, plainNumber(t, count)])}>
          <Columns values={stats.byWeekday} labels={weekdays} names={weekdays} title={t.perWeekday} />
        </Figure>
        <HorizontalBars
          title={t.perChat}
          rows={[...stats.byChat].sort((a, b) => b.messages - a.messages).slice(0, shownNames).map((chat) => ({ name: chatTitle(chat.n), value: chat.messages, open: () => go({ view: "chats", chat: chat.n, options: {} }) }))}
        />
        <HorizontalBars
          title={t.perSender}
          rows={[...stats.bySender].sort((a, b) => (b.messages ?? b.count ?? 0) - (a.messages ?? a.count ?? 0)).slice(0, shownNames).map((sender) => ({ name: names.of(sender.sender, sender.sender === undefined), value: sender.messages ?? sender.count ?? 0 }))}
        />
        <HorizontalBars title={t.perKind} rows={[...stats.byKind].sort((a, b) => b.count - a.count).map((kind) => ({ name: t.kinds[kind.kind] ?? kind.kind, value: kind.count }))} />
      </div>
    </section>
  );
}

function Fact({ name, value, small = false }: { name: string; value: string; small?: boolean }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className={small ? "fact-small" : undefined}>{value}</dd>
    </div>
  );
}
