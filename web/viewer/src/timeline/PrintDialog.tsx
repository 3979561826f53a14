import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { api } from "../api/client";
import type { Chat, Message } from "../api/types";
import { Bubble } from "../bubble/Bubble";
import { dayName, dayOf, plainNumber } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Dialog } from "../ui/Dialog";
import { Failed } from "../ui/States";
import type { Days } from "./days";

const most = 2000;
const pageSize = 200;

/** Chooses days of a chat and prints them: on paper all messages are there, not only those in view. */
export function PrintDialog({ chat, title, days, at, onClose }: { chat: Chat; title: string; days: Days; at: number; onClose: () => void }) {
  const t = useStrings();
  const { h } = useViewer();
  const day = days.dayAt(at)?.[0] ?? days.list[0]![0];
  const [from, setFrom] = useState(day);
  const [to, setTo] = useState(day);
  const [messages, setMessages] = useState<Message[]>();
  const [preparing, setPreparing] = useState(false);
  const [error, setError] = useState<Error>();
  const first = days.firstFrom(from);
  const after = days.list.find(([name]) => name > to)?.[1] ?? chat.messages;
  const count = Math.max(0, Math.min(most, after - first));

  const prepare = async () => {
    setPreparing(true);
    setError(undefined);
    try {
      const found: Message[] = [];
      while (found.length < count) {
        const page = await api.messages(h, chat.n, first + found.length, Math.min(pageSize, count - found.length));
        if (page.messages.length === 0) break;
        found.push(...page.messages);
      }
      setMessages(found);
    } catch (reason) {
      setError(reason as Error);
    } finally {
      setPreparing(false);
    }
  };
  useEffect(() => {
    if (!messages) return undefined;
    const done = () => onClose();
    window.addEventListener("afterprint", done);
    const timer = window.setTimeout(() => window.print(), 400);   // pictures of this machine come within that
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("afterprint", done);
    };
  }, [messages]);

  return (
    <>
      <Dialog title={t.printTitle} onClose={onClose}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            void prepare();
          }}
        >
          <div className="form-row">
            <label>
              {t.from}
              <input type="date" value={from} max={to} onChange={(event) => setFrom(event.target.value || day)} />
            </label>
            <label>
              {t.until}
              <input type="date" value={to} min={from} onChange={(event) => setTo(event.target.value || day)} />
            </label>
          </div>
          <p>
            {t.messages(count)}. {t.printHint(plainNumber(t, most))}
          </p>
          {error && <Failed error={error} />}
          <button type="submit" className="button button-main" disabled={preparing || count === 0}>
            {preparing ? t.printPreparing : t.printNow}
          </button>
        </form>
      </Dialog>
      {messages &&
        createPortal(
          <div className="print-sheet" aria-hidden="true">
            <h1>{title}</h1>
            {messages.map((message, n) => {
              const of = message.sentAt ? dayOf(new Date(message.sentAt)) : undefined;
              const previous = messages[n - 1]?.sentAt;
              return (
                <div key={message.index} className="print-message">
                  {of && (!previous || dayOf(new Date(previous)) !== of) && <h2>{dayName(t, of)}</h2>}
                  <Bubble message={message} opens={true} />
                </div>
              );
            })}
          </div>,
          document.body,
        )}
    </>
  );
}
