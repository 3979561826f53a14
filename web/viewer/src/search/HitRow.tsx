import { Fragment } from "react";
import type { Hit } from "../api/types";
import { recent, fullDateTime } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Avatar } from "../ui/Avatar";

/** One hit: where and when, who, and the words around what was looked for. */
export function HitRow({ hit, at, chosen, onOpen }: { hit: Hit; at: number; chosen: boolean; onOpen: () => void }) {
  const t = useStrings();
  const { chatOf, names } = useViewer();
  const chat = chatOf(hit.chat);
  const title = chat ? names.chat(chat) : "";
  const sender = hit.sender !== undefined || hit.outgoing ? names.of(hit.sender, hit.outgoing) : "";
  return (
    <button type="button" data-hit={at} className={chosen ? "chat hit chat-chosen" : "chat hit"} aria-current={chosen ? "true" : undefined} onClick={onOpen}>
      <Avatar id={chat?.id ?? ""} name={title} group={chat?.kind !== "direct"} size="small" />
      <span className="chat-text">
        <span className="chat-top">
          <bdi className="chat-title">{title}</bdi>
          {hit.sentAt && (
            <time dateTime={hit.sentAt} title={fullDateTime(t, hit.sentAt)}>
              {recent(t, hit.sentAt)}
            </time>
          )}
        </span>
        <span className="hit-text" dir="auto">
          {sender && <bdi className="hit-sender">{sender}: </bdi>}
          {hit.kind !== "text" && <span className="hit-kind">{t.kinds[hit.kind] ?? ""} </span>}
          <Snippet text={hit.snippet} marks={hit.marks} />
        </span>
      </span>
    </button>
  );
}

export function Snippet({ text, marks }: { text: string; marks: [number, number][] }) {
  const parts: { text: string; marked: boolean }[] = [];
  let from = 0;
  for (const [start, length] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (start < from || start + length > text.length || length <= 0) continue;
    if (start > from) parts.push({ text: text.slice(from, start), marked: false });
    parts.push({ text: text.slice(start, start + length), marked: true });
    from = start + length;
  }
  parts.push({ text: text.slice(from), marked: false });
  return (
    <>
      {parts.map((part, at) => (part.marked ? <mark key={at}>{part.text}</mark> : <Fragment key={at}>{part.text}</Fragment>))}
    </>
  );
}
