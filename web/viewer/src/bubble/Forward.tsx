import { useState } from "react";
import type { Message } from "../api/types";
import { plainName } from "../format";
import { useStrings } from "../i18n/language";
import { hueOf } from "../names";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { Files } from "./Body";
import { useConversation } from "./context";
import { readForward, type ForwardItem } from "./forwardItems";
import { RichText } from "./RichText";

const preview = 3;

/** Messages of another chat that were sent on together: a card with the first of them, which opens. */
export function Forward({ message, version }: { message: Message; version?: number | undefined }) {
  const t = useStrings();
  const [open, setOpen] = useState(false);
  const forward = readForward(message);
  const title = forward.title || t.kinds.mergedForward;
  return (
    <>
      <button type="button" className="card card-forward" title={t.openForward} onClick={() => setOpen(true)}>
        <strong dir="auto">{title}</strong>
        {forward.items.slice(0, preview).map((item, at) => (
          <span key={at} className="forward-line" dir="auto">
            {item.who ? `${item.who}: ` : ""}
            {item.text}
          </span>
        ))}
        <small>
          <Icon name="chats" />
          {t.kinds.mergedForward} · {t.forwardItems(countOf(forward.items))}
        </small>
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <ForwardItems items={forward.items} />
          {message.attachments && (
            <div className="forward-files">
              <Files message={message} version={version} />
            </div>
          )}
        </Dialog>
      )}
    </>
  );
}

function ForwardItems({ items }: { items: ForwardItem[] }) {
  const { terms } = useConversation();
  const t = useStrings();
  return (
    <ol className="forward">
      {items.map((item, at) => (
        <li key={at}>
          <div className="forward-head">
            <bdi className={`sender hue-text-${hueOf(item.who)}`}>{item.who || t.unknownPerson}</bdi>
            {item.when && <small>{plainName(item.when)}</small>}
          </div>
          {item.items.length > 0 ? (
            <details>
              <summary>{item.text || t.kinds.mergedForward}</summary>
              <ForwardItems items={item.items} />
            </details>
          ) : (
            <RichText text={item.text || t.kinds.unknown} terms={terms} />
          )}
        </li>
      ))}
    </ol>
  );
}

const countOf = (items: ForwardItem[]): number => items.reduce((sum, item) => sum + (item.items.length > 0 ? countOf(item.items) : 1), 0);
