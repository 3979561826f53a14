import { useState } from "react";
import { playableAddress } from "../api/client";
import type { Message } from "../api/types";
import { plainName } from "../format";
import { useStrings } from "../i18n/language";
import { Icon } from "../ui/Icon";
import { boxOf } from "./box";
import { useConversation } from "./context";
import { DocumentCard } from "./DocumentCard";

const shownInPlace = /^image\/(jpeg|png|gif|webp|x-wxgf)$/;

/** A photo or sticker; pressing it opens it large. */
export function Picture({ message, ordinal, version, standIn }: { message: Message; ordinal: number; version?: number | undefined; standIn?: number | undefined }) {
  const t = useStrings();
  const { h, chat, showMedia } = useConversation();
  const [broken, setBroken] = useState(false);
  const attachment = message.attachments![ordinal]!;
  const source = standIn ?? ordinal;
  const sticker = message.kind === "sticker";
  const mime = message.attachments![source]!.mime ?? "";
  if (broken || (attachment.missing && standIn === undefined) || (mime !== "" && !shownInPlace.test(mime.split(";")[0]!.trim()))) {
    return attachment.missing ? <Absent message={message} ordinal={ordinal} /> : <DocumentCard message={message} ordinal={ordinal} version={version} note={t.cannotShow} />;
  }
  const name = plainName(attachment.name) || t.kinds[message.kind] || t.kinds.image;
  const box = boxOf(attachment.width, attachment.height, sticker ? 160 : 320, sticker ? 160 : 340);
  return (
    <button type="button" className={sticker ? "picture picture-sticker" : "picture"} style={box} aria-label={standIn === undefined ? t.openPicture(name) : `${t.openPicture(name)}, ${t.missing}`} onClick={() => showMedia(message, source, version)}>
      <img src={playableAddress(h, chat.n, message.index, source, version)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      {standIn !== undefined && <span className="badge">{t.missing}</span>}
    </button>
  );
}

/** Where a picture or video would stand that is not in this history. */
export function Absent({ message, ordinal }: { message: Message; ordinal: number }) {
  const t = useStrings();
  const attachment = message.attachments?.[ordinal];
  const sticker = message.kind === "sticker";
  const box = boxOf(attachment?.width, attachment?.height, sticker ? 120 : 220, sticker ? 120 : 160);
  return (
    <span className="absent" style={box}>
      <Icon name={message.kind === "video" || message.kind === "videoNote" ? "camera" : "media"} />
      <span>{t.kinds[message.kind]}</span>
      <small>{t.missing}</small>
    </span>
  );
}
