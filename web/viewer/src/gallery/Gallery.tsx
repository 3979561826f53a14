import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { attachmentAddress, playableAddress } from "../api/client";
import type { MediaItem } from "../api/types";
import { dateTime, monthName, dayOf, plainName, size } from "../format";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { Icon, type IconName } from "../ui/Icon";
import { Failed, Loading } from "../ui/States";
import { Lightbox } from "./Lightbox";
import { useMedia } from "./useMedia";

const kinds = ["all", "image", "video", "gif", "voice", "audio", "document", "sticker"] as const;
const tile = 156;
const narrowTile = 112;
const narrow = 560;

/** The files of a history or of one chat, the newest first. */
export function Gallery({ chat, kind }: { chat: number | undefined; kind: string }) {
  const t = useStrings();
  const { chats, chatOf, names } = useViewer();
  const chosen = chatOf(chat);
  return (
    <section className="page gallery" aria-label={t.gallery}>
      <header className="page-head">
        <h1>{t.gallery}</h1>
        <label className="select">
          <span className="visually-hidden">{t.chats}</span>
          <select value={chat ?? ""} onChange={(event) => go({ chat: event.target.value === "" ? undefined : Number(event.target.value) }, "replace")}>
            <option value="">{t.allChats}</option>
            {(chosen && !chats.slice(0, 500).includes(chosen) ? [chosen, ...chats.slice(0, 500)] : chats.slice(0, 500)).map((one) => (
              <option key={one.n} value={one.n}>
                {names.chat(one)}
              </option>
            ))}
          </select>
        </label>
      </header>
      <div className="chips" role="group" aria-label={t.galleryKind}>
        {kinds.map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={one === kind} onClick={() => go({ options: one === "all" ? {} : { kind: one } }, "replace")}>
            {t.mediaKinds[one]}
          </button>
        ))}
      </div>
      <Grid key={`${chat} ${kind}`} chat={chat} kind={kind} />
    </section>
  );
}

function Grid({ chat, kind }: { chat: number | undefined; kind: string }) {
  const t = useStrings();
  const { h, revision } = useViewer();
  const media = useMedia(h, chat, kind === "all" ? undefined : kind, revision);
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [open, setOpen] = useState<number>();
  const [active, setActive] = useState(0);
  const asRows = kind === "document" || kind === "voice" || kind === "audio";
  const columns = asRows ? 1 : Math.max(2, Math.floor(width / (width < narrow ? narrowTile : tile)));
  const rowHeight = asRows ? 64 : Math.floor(width / columns);
  const list = useVirtualizer({ count: Math.ceil(media.total / columns), getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 3 });
  useEffect(() => list.measure(), [rowHeight, columns]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  const range = list.range;
  useEffect(() => {
    if (range) media.look(range.startIndex * columns, (range.endIndex + 1) * columns);
  }, [range?.startIndex, range?.endIndex, columns, media.total]);

  const onKeyDown = (event: KeyboardEvent) => {
    const by: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -media.total, End: media.total };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(media.total - 1, active + step));
    setActive(to);
    list.scrollToIndex(Math.floor(to / columns));
    requestAnimationFrame(() => requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-item="${to}"]`)?.focus()));
  };
  const opened = open === undefined ? undefined : media.at(open);
  const step = (by: number) => {
    const to = (open ?? 0) + by;
    return to >= 0 && to < media.total
      ? () => {
          media.look(to, to + 1);
          setOpen(to);
        }
      : undefined;
  };
  if (media.error) return <Failed error={media.error} onRetry={media.again} />;
  return (
    <div ref={scroller} className="gallery-scroll" tabIndex={-1} onKeyDown={onKeyDown}>
      {!media.ready && <Loading />}
      {media.ready && media.total === 0 && <p className="state">{t.noMedia}</p>}
      <div className="gallery-size" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((row) => (
          <div key={row.key} className={asRows ? "gallery-row gallery-row-list" : "gallery-row"} style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}>
            {Array.from({ length: Math.max(0, Math.min(columns, media.total - row.index * columns)) }, (_, column) => {
              const at = row.index * columns + column;
              const item = media.at(at);
              const cell = { width: asRows ? "100%" : `${100 / columns}%` };
              if (!item) return <span key={at} className="tile tile-empty" style={cell} />;
              return <Tile key={at} item={item} at={at} asRow={asRows} cell={cell} tabStop={at === active} onFocus={() => setActive(at)} onOpen={() => setOpen(at)} />;
            })}
          </div>
        ))}
      </div>
      {opened && (
        <Lightbox item={{ ...opened, ordinal: opened.attachment }} position={t.pictureOf(open! + 1, media.total)} onClose={() => setOpen(undefined)} onPrevious={step(-1)} onNext={step(1)} />
      )}
    </div>
  );
}

interface TileProps {
  item: MediaItem;
  at: number;
  asRow: boolean;
  cell: React.CSSProperties;
  tabStop: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

const icons: Partial<Record<string, IconName>> = { video: "camera", videoNote: "camera", voice: "mic", audio: "music", document: "file", gif: "media" };

function Tile({ item, at, asRow, cell, tabStop, onFocus, onOpen }: TileProps) {
  const t = useStrings();
  const { h, chatOf, names } = useViewer();
  const [broken, setBroken] = useState(false);
  const chat = chatOf(item.chat);
  const name = plainName(item.name) || t.kinds[item.kind];
  const about = [name, item.missing ? t.missing : "", chat ? names.chat(chat) : "", dateTime(t, item.sentAt)].filter(Boolean).join(", ");
  const address = attachmentAddress(h, item.chat, item.index, item.attachment);
  const props = { "data-item": at, tabIndex: tabStop ? 0 : -1, onFocus, style: cell };
  if (asRow) {
    return (
      <div className="media-line" style={cell}>
        <span className="file-mark">
          <Icon name={icons[item.kind] ?? "file"} />
        </span>
        <button type="button" data-item={at} tabIndex={tabStop ? 0 : -1} onFocus={onFocus} className="media-line-main" title={t.showInChat} onClick={() => go({ view: "chats", chat: item.chat, at: item.index, options: {} })}>
          <bdi className="file-name">{name}</bdi>
          <small>{[chat ? names.chat(chat) : "", dateTime(t, item.sentAt), size(item.bytes), item.missing ? t.missing : ""].filter(Boolean).join(" · ")}</small>
        </button>
        {!item.missing && (
          <a className="icon-button" href={address} download={name} aria-label={t.downloadNamed(name)} title={t.download}>
            <Icon name="download" />
          </a>
        )}
      </div>
    );
  }
  const picture = item.mime?.startsWith("image/") ?? (item.kind === "image" || item.kind === "sticker");
  const movie = item.mime?.startsWith("video/") ?? false;
  const month = item.sentAt ? monthName(t, dayOf(new Date(item.sentAt))) : "";
  return (
    <button
      type="button"
      {...props}
      className={item.kind === "sticker" ? "tile tile-sticker" : "tile"}
      aria-label={about}
      title={`${name} · ${month}`}
      onClick={() => (picture || movie) && !item.missing && !broken ? onOpen() : go({ view: "chats", chat: item.chat, at: item.index, options: {} })}
    >
      {picture && !item.missing && !broken ? (
        <img src={playableAddress(h, item.chat, item.index, item.attachment)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      ) : movie && !item.missing && !broken ? (
        <video src={`${address}#t=0.05`} muted preload="metadata" tabIndex={-1} aria-hidden="true" onError={() => setBroken(true)} />
      ) : (
        <span className="tile-file">
          <Icon name={icons[item.kind] ?? "media"} />
          <small>{item.missing ? t.missing : name}</small>
        </span>
      )}
      {movie && !item.missing && !broken && (
        <span className="tile-mark">
          <Icon name="play" filled />
        </span>
      )}
    </button>
  );
}
