import { useState } from "react";
import { attachmentAddress } from "../api/client";
import type { Message } from "../api/types";
import { duration, plainName } from "../format";
import { useStrings } from "../i18n/language";
import { boxOf } from "./box";
import { useConversation } from "./context";
import { DocumentCard } from "./DocumentCard";
import { Absent, Picture } from "./Picture";

/** A video, a video note, or a GIF that is a short video. */
export function Movie({ message, ordinal, version, standIn }: { message: Message; ordinal: number; version?: number | undefined; standIn?: number | undefined }) {
  const t = useStrings();
  const { h, chat } = useConversation();
  const [broken, setBroken] = useState(false);
  const attachment = message.attachments![ordinal]!;
  if (attachment.missing) {
    return standIn === undefined ? <Absent message={message} ordinal={ordinal} /> : <Picture message={message} ordinal={ordinal} version={version} standIn={standIn} />;
  }
  if (broken) return <DocumentCard message={message} ordinal={ordinal} version={version} note={t.cannotPlay} />;
  const round = message.kind === "videoNote";
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const loops = message.kind === "gif" && !still;
  const box = round ? { width: 220, height: 220 } : boxOf(attachment.width ?? 320, attachment.height ?? 200, 340, 360);
  return (
    <span className={round ? "movie movie-round" : "movie"} style={box}>
      <video
        src={`${attachmentAddress(h, chat.n, message.index, ordinal, version)}#t=0.05`}
        aria-label={plainName(attachment.name) || t.kinds[message.kind]}
        controls={!loops}
        autoPlay={loops}
        loop={loops}
        muted={loops}
        playsInline
        preload="metadata"
        onError={() => setBroken(true)}
      />
      {attachment.durationMs !== undefined && !loops && <span className="badge badge-corner">{duration(attachment.durationMs)}</span>}
    </span>
  );
}
