import { memo, useState, type ReactNode } from "react";
import type { Message } from "../api/types";
import { dateTime, shortDate, timeOfDay } from "../format";
import type { Strings } from "../i18n/en";
import { useStrings } from "../i18n/language";
import { hueOf } from "../names";
import { useViewer } from "../state";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Body } from "./Body";
import { useConversation } from "./context";
import { Quoted } from "./Quoted";
import { Reactions } from "./Reactions";
import { systemText } from "./systemText";

/** One message as it is shown in a conversation. */
export const Bubble = memo(function Bubble({ message, opens }: { message: Message; opens: boolean }) {
  const t = useStrings();
  const { names } = useViewer();
  const { chat } = useConversation();
  if (message.kind === "system") return <Notice message={message} />;
  const own = message.outgoing === true;
  const sender = names.of(message.sender, message.outgoing);
  const showsSender = !own && opens && chat.kind !== "direct" && chat.kind !== "self";
  const gone = message.seen?.removedAfter !== undefined;
  const classes = ["bubble", own ? "bubble-own" : "bubble-other", `bubble-${message.kind}`];
  if (opens) classes.push("bubble-opens");
  if (gone) classes.push("bubble-gone");
  return (
    <div className={own ? "line line-own" : "line"}>
      {!own && chat.kind !== "direct" && (opens ? <Avatar id={message.sender ?? ""} name={sender} size="small" /> : <span className="avatar-space" />)}
      <div className={classes.join(" ")}>
        {showsSender && (
          <div className={`sender hue-text-${hueOf(message.sender ?? "")}`}>
            <bdi>{sender}</bdi>
          </div>
        )}
        {message.forwarded && (
          <div className="note-line">
            <Icon name="forwarded" />
            {t.forwarded}
          </div>
        )}
        {message.replyTo && <Quoted message={message} />}
        <Body message={message} />
        <Marks message={message} t={t} />
        <Earlier message={message} />
        {message.reactions && <Reactions reactions={message.reactions} />}
      </div>
    </div>
  );
});

function Notice({ message }: { message: Message }) {
  const t = useStrings();
  const { names } = useViewer();
  return (
    <div className="notice">
      <span dir="auto">{systemText(message, names, t)}</span>
      {message.sentAt && <time dateTime={message.sentAt}>{timeOfDay(t, message.sentAt)}</time>}
    </div>
  );
}

/** The time and the state of a message, at the end of its bubble. */
function Marks({ message, t }: { message: Message; t: Strings }) {
  return (
    <div className="marks">
      {message.starred && (
        <span role="img" aria-label={t.starred} title={t.starred}>
          <Icon name="star" filled />
        </span>
      )}
      {message.expiresAt && (
        <span role="img" aria-label={t.disappearing} title={`${t.expiresAt}: ${dateTime(t, message.expiresAt)}`}>
          <Icon name="clock" />
        </span>
      )}
      {message.editedAt && <span title={dateTime(t, message.editedAt)}>{t.edited}</span>}
      {message.sentAt ? <time dateTime={message.sentAt}>{timeOfDay(t, message.sentAt)}</time> : <span>{t.timeUnknown}</span>}
      {message.outgoing && message.status && <Status status={message.status} t={t} />}
    </div>
  );
}

function Status({ status, t }: { status: NonNullable<Message["status"]>; t: Strings }) {
  const icon = status === "pending" ? "clock" : status === "failed" ? "warning" : status === "sent" || status === "received" ? "check" : "checks";
  return (
    <span role="img" className={`status status-${status}`} aria-label={t.statuses[status] ?? status} title={t.statuses[status] ?? status}>
      <Icon name={icon} />
    </span>
  );
}

/** What became of a message later, and what it was before. */
function Earlier({ message }: { message: Message }) {
  const t = useStrings();
  const [open, setOpen] = useState(false);
  const versions = message.versions ?? [];
  const notes: ReactNode[] = [];
  if (message.revokedAt && message.kind !== "revoked") notes.push(t.deletedAt(dateTime(t, message.revokedAt)));
  if (message.seen?.removedAfter) notes.push(t.removedAfter(dateTime(t, message.seen.removedAfter)));
  if (notes.length === 0 && versions.length === 0) return null;
  return (
    <div className="earlier">
      {notes.map((note, at) => (
        <div key={at} className="note-line">
          <Icon name="deleted" />
          {note}
        </div>
      ))}
      {versions.length > 0 && (
        <>
          <button type="button" className="note-line note-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="history" />
            {t.earlierVersions(versions.length)}
          </button>
          {open && (
            <ol className="versions">
              {versions.map((version, at) => (
                <li key={at}>
                  <div className="version-when">
                    {version.seen ? t.versionSeen(shortDate(t, version.seen.first), shortDate(t, version.seen.last)) : dateTime(t, version.editedAt ?? version.sentAt)}
                  </div>
                  <Body message={version} version={at} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </div>
  );
}
