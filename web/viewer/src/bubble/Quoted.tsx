import type { Message } from "../api/types";
import { plainName } from "../format";
import { useStrings } from "../i18n/language";
import { hueOf } from "../names";
import { useViewer } from "../state";
import { useConversation } from "./context";

/** What a message replies to; pressing it goes there. */
export function Quoted({ message }: { message: Message }) {
  const t = useStrings();
  const { names } = useViewer();
  const { showQuoted, notFound } = useConversation();
  const quote = message.replyTo!;
  const missing = notFound.has(message.id);
  const text = plainName(quote.text).slice(0, 300);
  return (
    <button
      type="button"
      className={`quote hue-border-${hueOf(quote.sender ?? "")}`}
      title={missing ? t.quotedNotFound : t.goToQuoted}
      disabled={quote.nativeId === undefined}
      onClick={() => showQuoted(message)}
    >
      <span className={`quote-sender hue-text-${hueOf(quote.sender ?? "")}`}>
        <span className="visually-hidden">{t.inReplyTo} </span>
        <bdi>{names.of(quote.sender)}</bdi>
      </span>
      <span className="quote-text" dir="auto">
        {text || "…"}
      </span>
      {missing && <span className="quote-missing" role="status">{t.quotedNotFound}</span>}
    </button>
  );
}
