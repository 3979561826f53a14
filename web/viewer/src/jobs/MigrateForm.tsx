import { useState } from "react";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Check, Choice, filled, PathField, Tool, type FormProps } from "./fields";

const containersOf: Record<string, readonly string[]> = {
  "whatsapp-ios": ["plain", "ios-backup"],
  "whatsapp-android": ["plain", "crypt15"],
  "wechat-ios": ["plain", "ios-backup"],
  "wechat-android": ["plain", "sqlcipher"],
};

export function MigrateForm({ onStart }: Pick<FormProps, "onStart">) {
  const t = useStrings();
  const { h, history, session, chats, names } = useViewer();
  const formats = Object.entries(t.migrateFormats).filter(([format]) => format.startsWith(history.app));
  const [to, setTo] = useState(formats.find(([format]) => !format.endsWith(history.platform))?.[0] ?? "whatsapp-ios");
  const [container, setContainer] = useState("plain");
  const [out, setOut] = useState("");
  const [into, setInto] = useState("");
  const [key, setKey] = useState("");
  const [since, setSince] = useState("");
  const [chat, setChat] = useState("");
  const [dryRun, setDryRun] = useState(false);
  const start = () =>
    void onStart(
      `${t.migrateTitle}: ${t.migrateFormats[to]}`,
      filled({ kind: "migrate", h, to, out, container: container === "plain" ? undefined : container, into, key: key ? [key] : undefined, since, onlyChats: chat ? [chat] : undefined, dryRun }),
    );
  return (
    <Tool icon="migrate" title={t.migrateTitle} intro={t.migrateIntro} onSubmit={start}>
      <p>{t.showsFrom(session.from)}</p>
      <Choice
        label={t.format}
        value={to}
        options={formats}
        onChange={(value) => {
          setTo(value);
          setContainer("plain");
        }}
      />
      <PathField label={t.outFolder} hint={t.pathHint} value={out} required onChange={setOut} />
      <PathField label={t.intoStore} hint={t.intoHint} value={into} onChange={setInto} />
      <Choice label={t.container} value={container} options={(containersOf[to] ?? ["plain"]).map((name) => [name, t.containers[name] ?? name] as const)} onChange={setContainer} />
      {(container === "crypt15" || container === "sqlcipher") && <PathField label={t.keyFile} hint={t.keyFileHint} value={key} required onChange={setKey} />}
      <div className="form-row">
        <Choice label={t.onlyChat} value={chat} options={[["", t.allChats], ...chats.slice(0, 1000).map((one) => [one.id, names.chat(one)] as const)]} onChange={setChat} />
        <label>
          {t.since}
          <input type="date" value={since} onChange={(event) => setSince(event.target.value)} />
        </label>
      </div>
      <Check label={t.dryRun} value={dryRun} onChange={setDryRun} />
    </Tool>
  );
}
