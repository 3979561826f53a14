import { useMemo } from "react";
import { api } from "../api/client";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { useAnswer } from "../ui/useAnswer";

const kinds = ["text", "image", "video", "voice", "audio", "document", "link", "location", "contact", "poll", "call", "sticker", "gif", "system", "mergedForward", "miniProgram", "transfer", "note"] as const;
const mostPeople = 2000;

/** What a search may be narrowed to. */
export function Filters({ options, onChange }: { options: Record<string, string>; onChange: (options: Record<string, string>) => void }) {
  const t = useStrings();
  const { h, chats, names } = useViewer();
  const people = useAnswer(() => api.participants(h), [h]);
  const senders = useMemo(
    () =>
      (people.value ?? [])
        .filter((person) => !names.isOwner(person.id))
        .slice(0, mostPeople)
        .map((person) => ({ id: person.id, name: names.of(person.id) }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [people.value, names],
  );
  const set = (name: string, value: string) => {
    const next = { ...options };
    if (value === "") delete next[name];
    else next[name] = value;
    onChange(next);
  };
  return (
    <div className="filters" role="group" aria-label={t.filters}>
      <label>
        {t.chats}
        <select value={options["in"] ?? ""} onChange={(event) => set("in", event.target.value)}>
          <option value="">{t.allChats}</option>
          {chats.slice(0, mostPeople).map((chat) => (
            <option key={chat.n} value={chat.n}>
              {names.chat(chat)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.sender}
        <select value={options["sender"] ?? ""} onChange={(event) => set("sender", event.target.value)}>
          <option value="">{t.anyone}</option>
          <option value="me">{t.you}</option>
          {senders.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.from}
        <input type="date" value={options["from"] ?? ""} onChange={(event) => set("from", event.target.value)} />
      </label>
      <label>
        {t.until}
        <input type="date" value={options["to"] ?? ""} onChange={(event) => set("to", event.target.value)} />
      </label>
      <label>
        {t.perKind}
        <select value={options["kind"] ?? ""} onChange={(event) => set("kind", event.target.value)}>
          <option value="">{t.anyKind}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input type="checkbox" checked={options["media"] === "1"} onChange={(event) => set("media", event.target.checked ? "1" : "")} />
        {t.withMedia}
      </label>
      {Object.keys(options).length > 0 && (
        <button type="button" className="text-button" onClick={() => onChange({})}>
          {t.resetFilters}
        </button>
      )}
    </div>
  );
}
