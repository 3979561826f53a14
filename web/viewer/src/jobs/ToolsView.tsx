import { useCallback, useState } from "react";
import { api } from "../api/client";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { useAnswer } from "../ui/useAnswer";
import { ExportForm } from "./ExportForm";
import { JobCard, type StartedJob } from "./JobCard";
import { MigrateForm } from "./MigrateForm";
import { RestoreForm } from "./RestoreForm";

/** Export, restore and moving to another phone, started from the page; each runs in the program. */
export function ToolsView() {
  const t = useStrings();
  const { revision } = useViewer();
  const snapshots = useAnswer((signal) => api.snapshots(signal).catch(() => []), [revision]);
  const [jobs, setJobs] = useState<StartedJob[]>([]);
  const [error, setError] = useState<string>();
  const start = useCallback(async (title: string, job: Record<string, unknown>) => {
    setError(undefined);
    try {
      const { id } = await api.startJob(job);
      setJobs((was) => [{ id, title }, ...was]);
    } catch (reason) {
      setError((reason as Error).message);
    }
  }, []);
  const list = [...(snapshots.value ?? [])].sort((a, b) => b.takenAt.localeCompare(a.takenAt));
  return (
    <section className="page" aria-label={t.tools}>
      <header className="page-head">
        <h1>{t.tools}</h1>
      </header>
      <p className="intro">{t.toolsIntro}</p>
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      {jobs.length > 0 && (
        <section aria-label={t.jobs} className="jobs">
          <h2>{t.jobs}</h2>
          {jobs.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </section>
      )}
      <div className="tools">
        <ExportForm onStart={start} />
        <RestoreForm snapshots={list} onStart={start} />
        <MigrateForm onStart={start} />
      </div>
    </section>
  );
}
