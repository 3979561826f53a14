import { useId, type ReactNode } from "react";
import type { Snapshot } from "../api/types";
import { useStrings } from "../i18n/language";
import { nameOf } from "../snapshots/SnapshotsView";
import { Icon, type IconName } from "../ui/Icon";

export type Start = (title: string, job: Record<string, unknown>) => Promise<void>;

export interface FormProps {
  snapshots: Snapshot[];
  onStart: Start;
}

/** The frame of one tool. */
export function Tool({ icon, title, intro, onSubmit, children }: { icon: IconName; title: string; intro: string; onSubmit: () => void; children: ReactNode }) {
  const t = useStrings();
  const id = useId();
  return (
    <form
      className="tool form"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h2 id={id}>
        <Icon name={icon} />
        {title}
      </h2>
      <p>{intro}</p>
      {children}
      <button type="submit" className="button button-main">
        {t.start}
      </button>
    </form>
  );
}

export function PathField({ label, hint, value, required = false, onChange }: { label: string; hint: string; value: string; required?: boolean; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <label>
      {label}
      <input type="text" value={value} required={required} autoComplete="off" spellCheck={false} aria-describedby={id} placeholder="/home/…" onChange={(event) => onChange(event.target.value)} />
      <small id={id}>{hint}</small>
    </label>
  );
}

export function Check({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

export function Choice({ label, value, options, onChange }: { label: string; value: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void }) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Which snapshot a tool works on. */
export function FromField({ snapshots, value, onChange }: { snapshots: Snapshot[]; value: string; onChange: (value: string) => void }) {
  const t = useStrings();
  const options: [string, string][] = snapshots.slice(0, 500).map((snapshot) => [snapshot.id, nameOf(snapshot, t)]);
  return <Choice label={t.fromWhat} value={value} options={options} onChange={onChange} />;
}

/** Leaves out what was not filled in. */
export function filled(job: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(job).filter(([, value]) => value !== undefined && value !== "" && value !== false));
}
