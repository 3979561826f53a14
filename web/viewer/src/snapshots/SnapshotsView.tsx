import { useState } from "react";
import { api } from "../api/client";
import type { Snapshot } from "../api/types";
import { dateTime, plainNumber, size } from "../format";
import type { Strings } from "../i18n/en";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { Failed, Loading } from "../ui/States";
import { useAnswer } from "../ui/useAnswer";
import { Changes } from "./Changes";

/** The snapshots of a vault, and what changed between two of them. */
export function SnapshotsView({ options }: { options: Record<string, string> }) {
  const t = useStrings();
  const { revision } = useViewer();
  const answer = useAnswer((signal) => api.snapshots(signal), [revision]);
  const list = answer.value;
  if (answer.error && !list) return <Failed error={answer.error} onRetry={answer.again} />;
  if (!list) return <Loading />;
  const newest = [...list].sort((a, b) => b.takenAt.localeCompare(a.takenAt));
  const { a, b } = options;
  return (
    <section className="page" aria-label={t.snapshots}>
      <header className="page-head">
        <h1>{t.snapshots}</h1>
      </header>
      {list.length === 0 ? (
        <p className="state">{t.noSnapshots}</p>
      ) : (
        <>
          <p className="intro">{t.snapshotsIntro}</p>
          <Compare key={`${a} ${b}`} snapshots={newest} a={a} b={b} />
          {a && b ? <Changes a={a} b={b} /> : <SnapshotTable snapshots={newest} />}
        </>
      )}
    </section>
  );
}

function Compare({ snapshots, a, b }: { snapshots: Snapshot[]; a: string | undefined; b: string | undefined }) {
  const t = useStrings();
  const [from, setFrom] = useState(a ?? snapshots[1]?.id ?? snapshots[0]!.id);
  const [to, setTo] = useState(b ?? snapshots[0]!.id);
  const choice = (label: string, value: string, set: (id: string) => void) => (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.target.value)}>
        {snapshots.map((snapshot) => (
          <option key={snapshot.id} value={snapshot.id}>
            {nameOf(snapshot, t)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form
      className="form form-inline"
      onSubmit={(event) => {
        event.preventDefault();
        go({ options: { a: from, b: to } });
      }}
    >
      {choice(t.older, from, setFrom)}
      {choice(t.newer, to, setTo)}
      <button type="submit" className="button button-main">
        {t.compare}
      </button>
      {a && b && (
        <button type="button" className="button" onClick={() => go({ options: {} })}>
          {t.back}
        </button>
      )}
    </form>
  );
}

function SnapshotTable({ snapshots }: { snapshots: Snapshot[] }) {
  const t = useStrings();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.takenAt}</th>
            <th scope="col">{t.history}</th>
            <th scope="col" className="numeric">
              {t.chats}
            </th>
            <th scope="col" className="numeric">
              {t.number}
            </th>
            <th scope="col" className="numeric">
              {t.size}
            </th>
            <th scope="col">{t.whatChanged}</th>
          </tr>
        </thead>
        <tbody>
          {snapshots.map((snapshot) => {
            const before = snapshots.find((other) => other.takenAt < snapshot.takenAt && other.app === snapshot.app && other.platform === snapshot.platform && other.account === snapshot.account);
            return (
              <tr key={snapshot.id}>
                <th scope="row">
                  {dateTime(t, snapshot.takenAt)}
                  <br />
                  <code>{snapshot.id.slice(0, 8)}</code>
                </th>
                <td>
                  {t.appNames[snapshot.app] ?? snapshot.app} · {t.platformNames[snapshot.platform] ?? snapshot.platform}
                </td>
                <td className="numeric">{plainNumber(t, snapshot.chats)}</td>
                <td className="numeric">{plainNumber(t, snapshot.messages)}</td>
                <td className="numeric">{size(snapshot.bytes)}</td>
                <td>
                  {before && (
                    <button type="button" className="text-button" onClick={() => go({ options: { a: before.id, b: snapshot.id } })}>
                      {t.compareWithPrevious}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export const nameOf = (snapshot: Snapshot, t: Strings): string =>
  `${dateTime(t, snapshot.takenAt)} · ${snapshot.id.slice(0, 8)} · ${t.appNames[snapshot.app] ?? snapshot.app} · ${t.platformNames[snapshot.platform] ?? snapshot.platform}`;
