import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { Chat } from "../api/types";
import { summary } from "../bubble/systemText";
import { plainNumber, recent } from "../format";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { Avatar } from "../ui/Avatar";
import { SearchBox } from "../ui/SearchBox";
import { Icon } from "../ui/Icon";

const rowHeight = 68;
const framesToWait = 60;

/** Every chat with its last message, the newest first; what is typed finds chats at once, and Enter searches messages. */
export function ChatList({ chosen }: { chosen: number | undefined }) {
  const t = useStrings();
  const { chats, names } = useViewer();
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => {
    const wanted = fold(filter.trim());
    return wanted ? chats.filter((chat) => fold(names.chat(chat)).includes(wanted)) : chats;
  }, [chats, filter, names]);
  const list = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6 });
  useEffect(() => setActive(0), [filter]);
  useEffect(() => {
    const at = shown.findIndex((chat) => chat.n === chosen);
    if (at >= 0) {
      setActive(at);
      list.scrollToIndex(at, { align: "auto" });
    }
  }, [chosen]);

  // A row that was out of sight is drawn some frames after the list was scrolled to it.
  const focusRow = (at: number, frames: number) => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-at="${at}"]`);
    if (row) row.focus();
    else if (frames > 0) requestAnimationFrame(() => focusRow(at, frames - 1));
  };
  const move = (to: number) => {
    const at = Math.max(0, Math.min(shown.length - 1, to));
    setActive(at);
    list.scrollToIndex(at, { align: "auto" });
    focusRow(at, framesToWait);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8, Home: -shown.length, End: shown.length };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(active + step);
  };
  const search = () => filter.trim() && go({ q: filter.trim(), chat: undefined, options: {} });
  return (
    <div className="chat-list">
      <SearchBox
        value={filter}
        label={t.findChats}
        onChange={setFilter}
        onEnter={search}
        onDown={() => move(0)}
      />
      {filter.trim() && (
        <button type="button" className="search-all" onClick={search}>
          <Icon name="search" />
          <span>{t.searchFor(filter.trim())}</span>
        </button>
      )}
      {shown.length === 0 && <p className="state">{chats.length === 0 ? t.empty : t.noSuchChat}</p>}
      <div ref={scroller} className="chat-scroll" onKeyDown={onKeyDown}>
        <div role="list" aria-label={t.chats} className="chat-size" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const chat = shown[item.index]!;
            return (
              <div key={chat.id} role="listitem" aria-setsize={shown.length} aria-posinset={item.index + 1} className="chat-row" style={{ transform: `translateY(${item.start}px)` }}>
                <ChatRow chat={chat} at={item.index} chosen={chat.n === chosen} tabStop={item.index === active} onFocus={() => setActive(item.index)} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function ChatRow({ chat, at, chosen, tabStop, onFocus }: { chat: Chat; at: number; chosen: boolean; tabStop: boolean; onFocus: () => void }) {
  const t = useStrings();
  const { names } = useViewer();
  const title = names.chat(chat);
  const last = chat.last;
  const said = last ? summary(last, names, t) : "";
  const from = last && last.kind !== "system" && (last.outgoing || names.isOwner(last.sender) || chat.kind === "group") && (last.sender ?? last.outgoing) !== undefined ? names.of(last.sender, last.outgoing) : "";
  return (
    <button
      type="button"
      data-at={at}
      className={chosen ? "chat chat-chosen" : "chat"}
      aria-current={chosen ? "true" : undefined}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={() => go({ chat: chat.n })}
    >
      <Avatar id={chat.id} name={title} group={chat.kind !== "direct"} />
      <span className="chat-text">
        <span className="chat-top">
          <bdi className="chat-title">{title}</bdi>
          {chat.lastAt && <time dateTime={chat.lastAt}>{recent(t, chat.lastAt)}</time>}
        </span>
        <span className="chat-bottom">
          <span className="chat-last" dir="auto">
            {from && <bdi>{from}: </bdi>}
            {said}
          </span>
          <span className="chat-count" title={t.messages(chat.messages)}>
            {plainNumber(t, chat.messages)}
          </span>
        </span>
      </span>
    </button>
  );
}

const fold = (text: string) => text.normalize("NFKC").toLowerCase();
