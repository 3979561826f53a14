import { useState } from "react";
import { useStrings } from "../i18n/language";
import { Check, Choice, filled, FromField, PathField, Tool, useNarrowing, type FormProps } from "./fields";

export function ExportForm({ snapshots, onStart }: FormProps) {
  const t = useStrings();
  const narrowing = useNarrowing();
  const [from, setFrom] = useState("archive");
  const [format, setFormat] = useState("html");
  const [out, setOut] = useState("");
  const [media, setMedia] = useState(true);
  const start = () => {
    // Pages have their media beside them anyway; the other formats get a folder of them.
    const folder = media && format !== "html" && format !== "csv" ? `${out}.media` : undefined;
    const language = t.tag === "en" ? "en" : "zh";
    void onStart(`${t.exportTitle}: ${t.formats[format]}`, filled({ kind: "export", from: snapshots.length > 0 ? from : undefined, format, out, media: folder, language, ...narrowing }));
  };
  return (
    <Tool icon="tools" title={t.exportTitle} intro={t.exportIntro} onSubmit={start}>
      <FromField snapshots={snapshots} withArchive value={from} onChange={setFrom} />
      <Choice label={t.format} value={format} options={Object.entries(t.formats)} onChange={setFormat} />
      <PathField label={t.outPath} hint={t.pathHint} value={out} required onChange={setOut} />
      {(format === "jsonl" || format === "txt") && <Check label={t.withMediaFiles} value={media} onChange={setMedia} />}
    </Tool>
  );
}
