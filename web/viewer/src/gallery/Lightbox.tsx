import { useEffect, useRef, useState } from "react";
import { attachmentAddress, playableAddress } from "../api/client";
import type { Kind } from "../api/types";
import { dateTime, plainName } from "../format";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { Icon } from "../ui/Icon";

export interface LightboxItem {
  chat: number;
  index: number;
  ordinal: number;
  version?: number | undefined;
  kind: Kind;
  mime?: string | undefined;
  name?: string | undefined;
  sender?: string | undefined;
  outgoing?: boolean | undefined;
  sentAt?: string | undefined;
  text?: string | undefined;
}

interface Props {
  item: LightboxItem;
  position?: string | undefined;
  onClose: () => void;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
}

/** A picture or video over the whole page. */
export function Lightbox({ item, position, onClose, onPrevious, onNext }: Props) {
  const t = useStrings();
  const { h, names, chatOf } = useViewer();
  const element = useRef<HTMLDialogElement>(null);
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    const dialog = element.current!;
    const before = document.activeElement as HTMLElement | null;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  const address = attachmentAddress(h, item.chat, item.index, item.ordinal, item.version);
  const name = plainName(item.name) || t.kinds[item.kind] || t.kinds.image;
  const chat = chatOf(item.chat);
  const who = item.sender !== undefined || item.outgoing ? names.of(item.sender, item.outgoing) : chat ? names.chat(chat) : "";
  return (
    <dialog
      ref={element}
      className="lightbox"
      aria-label={name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === "ArrowLeft" && onPrevious) onPrevious();
        else if (event.key === "ArrowRight" && onNext) onNext();
        else if (event.key !== "Escape") return;
        event.stopPropagation();
      }}
    >
      <header className="lightbox-head">
        <div className="lightbox-title">
          <strong>
            <bdi>{who}</bdi>
          </strong>
          <small>
            {item.sentAt ? dateTime(t, item.sentAt) : ""} {position && ` · ${position}`}
          </small>
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label={t.showInChat}
          title={t.showInChat}
          onClick={() => {
            onClose();
            go({ view: "chats", chat: item.chat, at: item.index, options: {} });
          }}
        >
          <Icon name="chats" />
        </button>
        <a className="icon-button" href={address} download={name} aria-label={t.downloadNamed(name)} title={t.download}>
          <Icon name="download" />
        </a>
        <button type="button" className="icon-button" aria-label={t.close} title={t.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="lightbox-stage" onClick={(event) => event.target === event.currentTarget && onClose()}>
        {failed === address ? (
          <p className="state">{t.cannotShow}</p>
        ) : item.mime?.startsWith("video/") ? (
          <video key={address} src={address} controls autoPlay aria-label={name} onError={() => setFailed(address)} />
        ) : (
          <img key={address} src={playableAddress(h, item.chat, item.index, item.ordinal, item.version)} alt={item.text ? plainName(item.text).slice(0, 200) : name} onError={() => setFailed(address)} />
        )}
        {onPrevious && (
          <button type="button" className="icon-button lightbox-step lightbox-previous" aria-label={t.previousPicture} title={t.previousPicture} onClick={onPrevious}>
            <Icon name="back" />
          </button>
        )}
        {onNext && (
          <button type="button" className="icon-button lightbox-step lightbox-next" aria-label={t.nextPicture} title={t.nextPicture} onClick={onNext}>
            <Icon name="forward" />
          </button>
        )}
      </div>
      {item.text && (
        <p className="lightbox-text" dir="auto">
          {item.text.slice(0, 1000)}
        </p>
      )}
    </dialog>
  );
}
