import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { api } from "../api/client";
import { MessagePages } from "../api/messagePages";
import type { Chat, Message } from "../api/types";
import { ConversationContext, type Conversation } from "../bubble/context";
import { termsOf } from "../bubble/links";
import { dayOf } from "../format";
import { Lightbox, type LightboxItem } from "../gallery/Lightbox";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { Failed, Loading } from "../ui/States";
import { useAnswer } from "../ui/useAnswer";
import { Calendar } from "./Calendar";
import { ConversationHeader } from "./ConversationHeader";
import { Days } from "./days";
import { Details } from "./Details";
import { EndButton } from "./EndButton";
import { PrintDialog } from "./PrintDialog";
import { Scrubber } from "./Scrubber";
import { Timeline, type TimelineHandle, type VisibleRange } from "./Timeline";

/** One chat: its head, its messages and what opens over them. */
export function ConversationView({ chat, at, visit, query }: { chat: Chat; at: number | undefined; visit: number; query: string | undefined }) {
  const t = useStrings();
  const { h, history, names, revision } = useViewer();
  const days = useAnswer((signal) => api.days(h, chat.n, signal).then((list) => new Days(list)), [h, chat.n, revision]);
  const pages = useMemo(() => new MessagePages(h, chat.n, chat.messages), [h, chat.n]);
  const timeline = useRef<TimelineHandle>(null);
  const [visible, setVisible] = useState<VisibleRange>({ first: 0, last: 0, atEnd: true });
  const [shown, setShown] = useState<{ message: Message; ordinal: number; version: number | undefined }>();
  const [details, setDetails] = useState<Message>();
  const [dialog, setDialog] = useState<"date" | "print">();
  const [notFound, setNotFound] = useState<ReadonlySet<string>>(new Set());
  const [unread, setUnread] = useState(0);
  useEffect(() => () => pages.close(), [pages]);

  const known = useRef(chat.messages);
  useEffect(() => {
    const grew = chat.messages - known.current;
    known.current = chat.messages;
    if (revision > 0) pages.renew(chat.messages);
    if (grew > 0 && !visible.atEnd) setUnread((n) => n + grew);
  }, [chat.messages, revision, pages]);
  useEffect(() => {
    if (visible.atEnd) setUnread(0);
  }, [visible.atEnd]);

  // A jump that comes with the address, once the timeline stands.
  const start = useRef(at ?? chat.messages - 1);
  const [first, setFirst] = useState(false);
  useEffect(() => {
    const show = () => setFirst(true);
    pages.ensure(start.current).then(show, show);
  }, [pages]);
  const ready = days.value !== undefined && first;
  const began = useRef(false);
  useEffect(() => {
    if (!ready) return;
    if (began.current && at !== undefined) timeline.current?.show(at, "jump");
    began.current = true;
  }, [at, visit, ready]);

  const showQuoted = useCallback(
    (message: Message) => {
      const nativeId = message.replyTo?.nativeId;
      if (nativeId === undefined) return;
      api.find(h, chat.n, { nativeId }).then(
        ({ index }) => go({ at: index }),
        () => setNotFound((was) => new Set(was).add(message.id)),
      );
    },
    [h, chat.n],
  );
  const conversation = useMemo<Conversation>(
    () => ({
      h,
      app: history.app,
      chat,
      terms: termsOf(query),
      notFound,
      showMedia: (message, ordinal, version) => setShown({ message, ordinal, version }),
      showQuoted,
      showDetails: setDetails,
    }),
    [h, history.app, chat, query, notFound, showQuoted],
  );
  const onVisible = useCallback(
    (range: VisibleRange) => setVisible((was) => (was.first === range.first && was.last === range.last && was.atEnd === range.atEnd ? was : range)),
    [],
  );

  const onKey = (event: KeyboardEvent, message: Message | undefined, index: number) => {
    const list = days.value;
    if (event.key === "g") setDialog("date");
    else if ((event.key === "[" || event.key === "]") && list) {
      const day = list.list[list.positionAt(index) + (event.key === "[" ? -1 : 1)];
      if (day) timeline.current?.show(day[1], "jump");
    } else if (event.key === "r" && message?.replyTo) showQuoted(message);
    else if (event.key === "i" && message) setDetails(message);
    else if (event.key === "Enter" && message && event.target instanceof HTMLElement && event.target.matches("article")) {
      event.target.querySelector<HTMLElement>("button, a, video, audio, summary")?.click();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const neighbour = (by: 1 | -1): LightboxItem | undefined => {
    if (!shown) return undefined;
    for (let index = shown.message.index + by, seen = 0; index >= 0 && index < pages.total && seen < 400; index += by, seen++) {
      const message = pages.at(index);
      if (!message) return undefined;
      const ordinal = message.attachments?.findIndex((attachment) => !attachment.missing && /^(image|video)\//.test(attachment.mime ?? "")) ?? -1;
      if (ordinal >= 0 && message.kind !== "sticker") return itemOf(message, ordinal, chat.n);
    }
    return undefined;
  };
  const step = (by: 1 | -1) => {
    const item = neighbour(by);
    const message = item && pages.at(item.index);
    return message ? () => setShown({ message, ordinal: item.ordinal, version: undefined }) : undefined;
  };

  const title = names.chat(chat);
  const goTo = (index: number, dragging: boolean) => timeline.current?.show(index, dragging ? "drag" : "top");
  return (
    <ConversationContext value={conversation}>
      <section className="conversation" aria-label={title} data-chat={chat.n}>
        <ConversationHeader chat={chat} title={title} onDate={() => setDialog("date")} onPrint={() => setDialog("print")} />
        {days.error && !days.value && <Failed error={days.error} onRetry={days.again} />}
        {!ready && !days.error && <Loading what={t.loadingMessages} />}
        {days.value && chat.messages === 0 && <p className="state">{t.noMessages}</p>}
        {ready && days.value && chat.messages > 0 && (
          <div className="conversation-body">
            <Timeline
              key={`${h} ${chat.n}`}
              ref={timeline}
              pages={pages}
              days={days.value}
              total={chat.messages}
              start={start.current}
              label={t.conversation(title)}
              marked={at}
              onVisible={onVisible}
              onKey={onKey}
            />
            <Scrubber days={days.value} total={chat.messages} first={visible.first} last={visible.last} onGo={goTo} />
            {pages.error && (
              <div className="toast">
                <Failed error={pages.error} onRetry={() => pages.look(visible.first, visible.last)} />
              </div>
            )}
            {!visible.atEnd && <EndButton unread={unread} onClick={() => timeline.current?.show(chat.messages - 1, "jump")} />}
          </div>
        )}
        {shown && (
          <Lightbox item={itemOf(shown.message, shown.ordinal, chat.n, shown.version)} onClose={() => setShown(undefined)} onPrevious={step(-1)} onNext={step(1)} />
        )}
        {details && <Details message={details} onClose={() => setDetails(undefined)} />}
        {dialog === "date" && days.value && (
          <Calendar
            days={days.value}
            start={days.value.dayAt(visible.first)?.[0] ?? dayOf(new Date())}
            onClose={() => setDialog(undefined)}
            onGo={(day) => {
              setDialog(undefined);
              go({ at: undefined }, "replace");
              timeline.current?.show(days.value!.firstFrom(day), "top");
            }}
          />
        )}
        {dialog === "print" && days.value && <PrintDialog chat={chat} title={title} days={days.value} at={visible.first} onClose={() => setDialog(undefined)} />}
      </section>
    </ConversationContext>
  );
}

function itemOf(message: Message, ordinal: number, chat: number, version?: number): LightboxItem {
  const attachment = message.attachments?.[ordinal];
  return {
    chat,
    index: message.index,
    ordinal,
    version,
    kind: message.kind,
    mime: attachment?.mime,
    name: attachment?.name,
    sender: message.sender,
    outgoing: message.outgoing,
    sentAt: message.sentAt,
    text: message.text,
  };
}
