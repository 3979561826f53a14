import type { Message } from "../api/types";
import { useStrings } from "../i18n/language";
import type { Names } from "../names";
import { useViewer } from "../state";
import { Icon } from "../ui/Icon";
import { CallCard, ContactCards, LinkCard, LocationCard, PollCard } from "./Cards";
import { useConversation } from "./context";
import { DocumentCard } from "./DocumentCard";
import { Forward } from "./Forward";
import { Picture } from "./Picture";
import { RichText } from "./RichText";
import { Movie } from "./Movie";
import { Voice } from "./Voice";
import { MiniProgramCard, MoneyCard, NoteCard } from "./WeChatCards";

/** What a message, or an earlier version of it, holds. */
export function Body({ message, version }: { message: Message; version?: number | undefined }) {
  const { app, terms } = useConversation();
  const { names } = useViewer();
  const caption = message.text ? <RichText text={withNames(message, names)} terms={terms} styled={app === "whatsapp"} /> : null;
  switch (message.kind) {
    case "text":
      return caption ?? <Other message={message} />;
    case "image":
    case "sticker":
      return <Files message={message} version={version} caption={caption} />;
    case "video":
    case "gif":
    case "videoNote":
    case "voice":
    case "audio":
    case "document":
      return <Files message={message} version={version} caption={caption} />;
    case "location":
    case "liveLocation":
      return <LocationCard message={message} />;
    case "contact":
      return <ContactCards message={message} />;
    case "link":
      return <LinkCard message={message} caption={caption} version={version} />;
    case "poll":
      return <PollCard message={message} />;
    case "call":
      return <CallCard message={message} />;
    case "revoked":
      return <Revoked />;
    case "mergedForward":
      return <Forward message={message} version={version} />;
    case "miniProgram":
      return <MiniProgramCard message={message} />;
    case "transfer":
    case "redPacket":
      return <MoneyCard message={message} />;
    case "note":
      return <NoteCard message={message} version={version} />;
    default:
      return caption ?? <Other message={message} />;
  }
}

/** The files of a message, each as what it is, with the caption. */
export function Files({ message, version, caption }: { message: Message; version?: number | undefined; caption?: React.ReactNode }) {
  const attachments = message.attachments ?? [];
  // A picture after a file that is not there is the small picture of it.
  const [first, second] = attachments;
  const stands = first?.missing && second && !second.missing && second.mime?.startsWith("image/") ? 1 : undefined;
  if (attachments.length === 0) {
    return (
      <>
        <DocumentCard message={message} ordinal={0} version={version} />
        {caption}
      </>
    );
  }
  return (
    <>
      {attachments.map((attachment, ordinal) => {
        if (stands !== undefined && ordinal === stands) return null;
        const props = { key: ordinal, message, ordinal, version, standIn: ordinal === 0 ? stands : undefined };
        const mime = attachment.mime ?? "";
        const kind = message.kind;
        if (kind === "voice" || kind === "audio" || mime.startsWith("audio/")) return <Voice {...props} />;
        if (kind === "document") return <DocumentCard {...props} />;
        if (kind === "video" || kind === "videoNote" || (kind === "gif" && !mime.startsWith("image/")) || mime.startsWith("video/")) return <Movie {...props} />;
        return <Picture {...props} />;
      })}
      {caption}
    </>
  );
}

/** WhatsApp keeps whom a text mentions as numbers; people read names. */
function withNames(message: Message, names: Names): string {
  const mentioned = new Map((message.mentions ?? []).map((id) => [id.split("@")[0], id]));
  return mentioned.size === 0 ? message.text! : message.text!.replace(/@(\d{5,20})/g, (all, number: string) => (mentioned.has(number) ? `@${names.of(mentioned.get(number))}` : all));
}

function Revoked() {
  const t = useStrings();
  return (
    <span className="revoked">
      <Icon name="deleted" />
      {t.revokedMessage}
    </span>
  );
}

function Other({ message }: { message: Message }) {
  const t = useStrings();
  return (
    <>
      {(message.attachments?.length ?? 0) > 0 && <Files message={message} />}
      {message.kind === "unknown" && <span className="revoked">{message.lost ? t.lost : t.unknownKind}</span>}
      {message.kind !== "unknown" && !message.attachments && <span className="revoked">{t.kinds[message.kind] ?? t.kinds.unknown}</span>}
    </>
  );
}
