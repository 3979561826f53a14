import { useState } from "react";
import { useStrings } from "../i18n/language";
import { Check, filled, FromField, PathField, Tool, type FormProps } from "./fields";

/** Of a vault only: what is looked at without one is where it should be. */
export function RestoreForm({ snapshots, onStart }: FormProps) {
  const t = useStrings();
  const [chosen, setChosen] = useState("");
  const [to, setTo] = useState("");
  const [overwrite, setOverwrite] = useState(false);
  const [decrypted, setDecrypted] = useState(false);
  const [key, setKey] = useState("");
  const from = chosen || snapshots[0]?.id || "";
  if (snapshots.length === 0) return null;
  const start = () => void onStart(t.restoreTitle, filled({ kind: "restore", snapshot: from, to, overwrite, decrypted, key: key ? [key] : undefined }));
  return (
    <Tool icon="restore" title={t.restoreTitle} intro={t.restoreIntro} onSubmit={start}>
      <FromField snapshots={snapshots} value={from} onChange={setChosen} />
      <PathField label={t.outFolder} hint={t.pathHint} value={to} required onChange={setTo} />
      <PathField label={t.keyFile} hint={t.keyFileHint} value={key} onChange={setKey} />
      <Check label={t.decrypted} value={decrypted} onChange={setDecrypted} />
      <Check label={t.overwrite} value={overwrite} onChange={setOverwrite} />
    </Tool>
  );
}
