import { useMemo, useState } from "react";
import { api } from "../api/client";
import type { Difference } from "../api/types";
import { summary } from "../bubble/systemText";
import { dateTime } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Failed, Loading } from "../ui/States";
import { useAnswer } from "../ui/useAnswer";

const shownAtFirst = 200;
const signs = { added: "+", changed: "~", removed: "−" } as const;

/** The messages that are new, changed or gone from one snapshot to another. */
export function Changes({ a, b }: { a: string; b: string }) {
  const t = useStrings();
  const { chats, names } = useViewer();
  const answer = useAnswer((signal) => api.diff(a, b, signal), [a, b]);
  const [only, setOnly] = useState<Difference["change"]>();
  const [shown, setShown] = useState(shownAtFirst);
  const titles = useMemo(() => new Map(chats.map((chat) => [chat.id, names.chat(chat)])), [chats, names]);
  if (answer.error) return <Failed error={answer.error} onRetry={answer.again} />;
  if (!answer.value) return <Loading what={t.comparing} />;
  const counts = { added: 0, changed: 0, removed: 0 };
  for (const difference of answer.value) counts[difference.change]++;
  const words = { added: t.added(counts.added), changed: t.changed(counts.changed), removed: t.removed(counts.removed) };
  const said = { added: t.addedWord, changed: t.changedWord, removed: t.removedWord };
  const list = only ? answer.value.filter((difference) => difference.change === only) : answer.value;
  return (
    <>
      <h2>{t.whatChanged}</h2>
      {answer.value.length === 0 && <p className="state">{t.nothingChanged}</p>}
      {answer.value.length > 0 && (
        <div className="chips" role="group" aria-label={t.whatChanged}>
          {(["added", "changed", "removed"] as const).map((change) => (
            <button key={change} type="button" className={`chip chip-${change}`} aria-pressed={only === change} onClick={() => setOnly(only === change ? undefined : change)}>
              {words[change]}
            </button>
          ))}
        </div>
      )}
      <ul className="changes">
        {list.slice(0, shown).map(({ change, record }, at) => (
          <li key={at} className={`change change-${change}`}>
            <span className="change-sign" role="img" aria-label={said[change]} title={said[change]}>
              {signs[change]}
            </span>
            <span className="change-text">
              <small>
                <bdi>{titles.get(record.chat) ?? record.chat}</bdi> · {dateTime(t, record.sentAt)}
              </small>
              <span dir="auto">
                {record.kind !== "system" && (
                  <strong>
                    <bdi>{names.of(record.sender, record.outgoing)}</bdi>:{" "}
                  </strong>
                )}
                {summary(record, names, t)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {list.length > shown && (
        <p>
          {t.shownOf(shown, list.length)}{" "}
          <button type="button" className="button" onClick={() => setShown(shown + 500)}>
            {t.more}
          </button>
        </p>
      )}
    </>
  );
}
