import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { JobState } from "../api/types";
import { plainNumber } from "../format";
import { useStrings } from "../i18n/language";

export interface StartedJob {
  id: string;
  title: string;
}

const interval = 400;

/** How far a job is, and what came of it. */
export function JobCard({ job }: { job: StartedJob }) {
  const t = useStrings();
  const [state, setState] = useState<JobState>({ state: "running" });
  const [error, setError] = useState<string>();
  const running = state.state === "running" && error === undefined;
  useEffect(() => {
    if (!running) return undefined;
    let open = true;
    const ask = () => {
      api.job(job.id).then(
        (answer) => {
          if (!open) return;
          setState(answer);
          if (answer.state === "running") timer = window.setTimeout(ask, interval);
        },
        (reason: Error) => open && setError(reason.message),
      );
    };
    let timer = window.setTimeout(ask, 50);
    return () => {
      open = false;
      window.clearTimeout(timer);
    };
  }, [job.id, running]);

  const { progress, result } = state;
  const word = error !== undefined ? t.failedWord : { running: t.running, done: t.done, failed: t.failedWord, cancelled: t.stopped }[state.state];
  const known = progress?.total !== undefined && progress.total > 0 && progress.done !== undefined;
  return (
    <article className={`job job-${error !== undefined ? "failed" : state.state}`}>
      <header>
        <h3>{job.title}</h3>
        <span role="status">{word}</span>
        {running && (
          <button type="button" className="button" onClick={() => void api.cancelJob(job.id).catch((reason: Error) => setError(reason.message))}>
            {t.stop}
          </button>
        )}
      </header>
      {running && (
        <>
          <progress aria-label={job.title} {...(known ? { value: progress.done, max: progress.total } : {})} />
          <p>
            {progress?.what} {progress?.done !== undefined && (known ? t.progressOf(plainNumber(t, progress.done), plainNumber(t, progress.total!)) : plainNumber(t, progress.done))}
          </p>
        </>
      )}
      {(error ?? state.error) && (
        <p className="form-error" role="alert">
          {error ?? state.error}
        </p>
      )}
      {result && <Result result={result} />}
    </article>
  );
}

/** What the command would print with --json, as a list. */
function Result({ result }: { result: Record<string, unknown> }) {
  const t = useStrings();
  const simple = Object.entries(result).filter(([, value]) => typeof value === "string" || typeof value === "number");
  const losses = Array.isArray(result["losses"]) ? (result["losses"] as { kind?: string; what?: string; count?: number }[]) : [];
  const warnings = Array.isArray(result["warnings"]) ? (result["warnings"] as unknown[]) : [];
  return (
    <>
      <dl className="details">
        {simple.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === "number" ? plainNumber(t, value) : <bdi>{String(value)}</bdi>}</dd>
          </div>
        ))}
      </dl>
      {losses.length > 0 && (
        <details open>
          <summary>{t.losses}</summary>
          <ul>
            {losses.slice(0, 200).map((loss, at) => (
              <li key={at}>
                {loss.count !== undefined && `${plainNumber(t, loss.count)} × `}
                {loss.what ?? loss.kind}
              </li>
            ))}
          </ul>
        </details>
      )}
      {warnings.length > 0 && (
        <details>
          <summary>
            {t.warnings} ({warnings.length})
          </summary>
          <ul>
            {warnings.slice(0, 200).map((warning, at) => (
              <li key={at}>{typeof warning === "string" ? warning : JSON.stringify(warning)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
