import type { Message } from "../api/types";
import { plainName } from "../format";
import { useStrings } from "../i18n/language";
import { Icon } from "../ui/Icon";
import { Files } from "./Body";
import { useConversation } from "./context";
import { payloadOf, textAt } from "./payload";
import { Marked, RichText } from "./RichText";

export function MiniProgramCard({ message }: { message: Message }) {
  const t = useStrings();
  const { terms } = useConversation();
  const payload = payloadOf(message);
  const program = plainName(textAt(payload, "sourcedisplayname"));
  return (
    <div className="card card-mini">
      <small>
        <Icon name="mini" />
        {program || t.miniProgram}
      </small>
      <strong dir="auto">
        <Marked text={plainName(message.text) || t.miniProgram} terms={terms} />
      </strong>
    </div>
  );
}

export function MoneyCard({ message }: { message: Message }) {
  const t = useStrings();
  const { terms } = useConversation();
  const packet = message.kind === "redPacket";
  const state = textAt(payloadOf(message), "wcpayinfo > paysubtype");
  return (
    <div className={packet ? "card card-money card-packet" : "card card-money"}>
      <span className="money-mark">
        <Icon name={packet ? "packet" : "money"} />
      </span>
      <span className="card-text">
        <strong dir="auto">
          <Marked text={plainName(message.text) || t.kinds[message.kind]} terms={terms} />
        </strong>
        <small>
          {t.kinds[message.kind]}
          {!packet && state && t.transferStates[state] ? ` · ${t.transferStates[state]}` : ""}
        </small>
      </span>
    </div>
  );
}

export function NoteCard({ message, version }: { message: Message; version?: number | undefined }) {
  const t = useStrings();
  const { terms } = useConversation();
  return (
    <div className="card card-note">
      <small>
        <Icon name="note" />
        {t.kinds.note}
      </small>
      {message.text && <RichText text={message.text} terms={terms} />}
      {message.attachments && <Files message={message} version={version} />}
    </div>
  );
}
