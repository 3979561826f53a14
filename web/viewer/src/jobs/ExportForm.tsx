import { useState } from "react";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Check, Choice, filled, PathField, Tool, type FormProps } from "./fields";

export function ExportForm({ onStart }: Pick<FormProps, "onStart">) {
  const t = useStrings();
  const { h, session } = useViewer();
  const [format, setFormat] = useState("html");
  const [out, setOut] = useState("");
  const [media, setMedia] = useState(true);
  const start = () => {
    // Pages have their media beside them anyway; the other formats get a folder of them.
    const folder = media && format !== "html" && format !== "csv" ? `${out}.media` : undefined;
    const language = t.tag === "en" ? "en" : "zh";
    void onStart(`${t.exportTitle}: ${t.formats[format]}`, filled({ kind: "export", h, format, out, media: folder, language }));
  };
  return (
    <Tool icon="tools" title={t.exportTitle} intro={t.exportIntro} onSubmit={start}>
      <p>{t.showsFrom(session.from)}</p>
      <Choice label={t.format} value={format} options={Object.entries(t.formats)} onChange={setFormat} />
      <PathField label={t.outPath} hint={t.pathHint} value={out} required onChange={setOut} />
      {(format === "jsonl" || format === "txt") && <Check label={t.withMediaFiles} value={media} onChange={setMedia} />}
    </Tool>
  );
}
