import type { Chat } from "../api/types";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";

/** The head of a chat: whose it is, and what one can do in it. */
export function ConversationHeader({ chat, title, onDate, onPrint }: { chat: Chat; title: string; onDate: () => void; onPrint: () => void }) {
  const t = useStrings();
  return (
    <header className="conversation-head">
      <button type="button" className="icon-button only-narrow" aria-label={t.back} title={t.back} onClick={() => go({ chat: undefined, at: undefined })}>
        <Icon name="back" />
      </button>
      <Avatar id={chat.id} name={title} group={chat.kind !== "direct"} />
      <div className="conversation-title">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <small>
          {chat.kind !== "direct" && `${t.chatKinds[chat.kind] ?? ""} · `}
          {t.messages(chat.messages)}
        </small>
      </div>
      <div className="actions">
        <button type="button" className="icon-button" aria-label={t.searchInChat} title={t.searchInChat} onClick={() => go({ q: "", options: { in: String(chat.n) } })}>
          <Icon name="search" />
        </button>
        <button type="button" className="icon-button" aria-label={t.jumpToDate} title={`${t.jumpToDate} (g)`} onClick={onDate}>
          <Icon name="calendar" />
        </button>
        <button type="button" className="icon-button" aria-label={t.mediaOfChat} title={t.mediaOfChat} onClick={() => go({ view: "media", chat: chat.n, q: undefined, options: {} })}>
          <Icon name="media" />
        </button>
        <button type="button" className="icon-button only-wide" aria-label={t.printChat} title={t.printChat} onClick={onPrint}>
          <Icon name="print" />
        </button>
      </div>
    </header>
  );
}
