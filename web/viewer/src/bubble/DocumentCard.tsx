import { attachmentAddress } from "../api/client";
import type { Message } from "../api/types";
import { plainName, size } from "../format";
import { useStrings } from "../i18n/language";
import { Icon } from "../ui/Icon";
import { useConversation } from "./context";
import { Marked } from "./RichText";

/** A file with its name, kind and size; pressing it saves it. */
export function DocumentCard({ message, ordinal, version, note }: { message: Message; ordinal: number; version?: number | undefined; note?: string | undefined }) {
  const t = useStrings();
  const { h, chat, terms } = useConversation();
  const attachment = message.attachments?.[ordinal];
  const name = plainName(attachment?.name) || t.kinds[message.kind] || t.kinds.document;
  const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1]?.toUpperCase();
  const facts = [note, ending ?? attachment?.mime?.split(/[/;]/)[1]?.toUpperCase(), size(attachment?.bytes)].filter(Boolean);
  const there = attachment !== undefined && !attachment.missing;
  const content = (
    <>
      <span className="file-mark">
        <Icon name="file" />
      </span>
      <span className="file-text">
        <bdi className="file-name">
          <Marked text={name} terms={terms} />
        </bdi>
        <small>{there ? facts.join(" · ") : [t.missing, ...facts].join(" · ")}</small>
      </span>
    </>
  );
  return there ? (
    <a className="file" href={attachmentAddress(h, chat.n, message.index, ordinal, version)} download={name} title={t.downloadNamed(name)}>
      {content}
      <Icon name="download" />
    </a>
  ) : (
    <span className="file file-missing">{content}</span>
  );
}
