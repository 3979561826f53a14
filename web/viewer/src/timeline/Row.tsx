import { memo } from "react";
import type { Message } from "../api/types";
import { Bubble } from "../bubble/Bubble";
import { summary } from "../bubble/systemText";
import { dayName, timeOfDay } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";

const together = 5 * 60_000;

interface Props {
  message: Message | undefined;
  previous: Message | undefined;
  index: number;
  total: number;
  day: string | undefined;
  marked: boolean;
  tabStop: boolean;
  onFocus: (index: number) => void;
}

/** One message of the timeline, under its day if it is the first of it. */
export const Row = memo(function Row({ message, previous, index, total, day, marked, tabStop, onFocus }: Props) {
  const t = useStrings();
  const { names } = useViewer();
  const who = message ? names.of(message.sender, message.outgoing) : "";
  return (
    <>
      {day && (
        <div className="day">
          <span>{dayName(t, day)}</span>
        </div>
      )}
      <article
        className={marked ? "message message-marked" : "message"}
        data-message={index}
        tabIndex={tabStop ? 0 : -1}
        aria-posinset={index + 1}
        aria-setsize={total}
        aria-label={message ? `${message.kind === "system" ? "" : `${who}, `}${summary(message, names, t)}, ${message.sentAt ? timeOfDay(t, message.sentAt) : t.timeUnknown}` : t.loading}
        onFocus={() => onFocus(index)}
      >
        {message ? <Bubble message={message} opens={opensGroup(message, previous, day)} /> : <div className="placeholder" style={{ width: `${30 + ((index * 37) % 45)}%` }} />}
      </article>
    </>
  );
});

/** Messages of one person within minutes stand together, under one name. */
function opensGroup(message: Message, previous: Message | undefined, day: string | undefined): boolean {
  if (!previous || day || previous.kind === "system" || previous.sender !== message.sender || previous.outgoing !== message.outgoing) return true;
  return !message.sentAt || !previous.sentAt || Date.parse(message.sentAt) - Date.parse(previous.sentAt) > together;
}
