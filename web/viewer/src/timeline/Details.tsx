import type { ReactNode } from "react";
import type { Message } from "../api/types";
import { fullDateTime } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Dialog } from "../ui/Dialog";

/** Everything that is known of one message. */
export function Details({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useStrings();
  const { names } = useViewer();
  const when = (text: string | undefined) => (text ? fullDateTime(t, text) : undefined);
  const rows: [string, ReactNode][] = [
    [t.sender, <bdi>{names.of(message.sender, message.outgoing)}</bdi>],
    [t.sentAt, when(message.sentAt)],
    [t.receivedAt, when(message.receivedAt)],
    [t.editedAt, when(message.editedAt)],
    [t.expiresAt, when(message.expiresAt)],
    [t.status, message.status ? t.statuses[message.status] : undefined],
    [t.mentions, message.mentions?.map((id) => names.of(id)).join(t.listSeparator)],
    [t.seenFirst, when((message.versions?.[0] ?? message).seen?.first)],
    [t.seenLast, when(message.seen?.last)],
    [t.identifier, <code>{message.nativeId ?? message.id}</code>],
  ];
  return (
    <Dialog title={t.kinds[message.kind] ?? t.details} onClose={onClose}>
      <dl className="details">
        {rows
          .filter(([, value]) => value !== undefined && value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {message.reactions && (
        <ul className="details-reactions" aria-label={t.reactions}>
          {message.reactions.map((reaction, at) => (
            <li key={at}>
              {reaction.emoji} <bdi>{names.of(reaction.sender, reaction.sender === undefined)}</bdi> {reaction.at && <small>{fullDateTime(t, reaction.at)}</small>}
            </li>
          ))}
        </ul>
      )}
      {message.raw && (
        <details className="raw">
          <summary>{t.raw}</summary>
          <pre tabIndex={0}>{JSON.stringify(message.raw, null, 2).slice(0, 100_000)}</pre>
        </details>
      )}
    </Dialog>
  );
}
