import { useEffect, useRef, useState } from "react";
import { playableAddress } from "../api/client";
import type { Message } from "../api/types";
import { duration, plainName } from "../format";
import { useStrings } from "../i18n/language";
import { Icon } from "../ui/Icon";
import { useConversation } from "./context";
import { DocumentCard } from "./DocumentCard";
import { decodeSilk, isSilk } from "./silk";
import { FileSound, SampleSound, type Sound } from "./sound";

const rates = [1, 1.5, 2];

/** A voice message or a piece of music. */
export function Voice({ message, ordinal, version }: { message: Message; ordinal: number; version?: number | undefined }) {
  const t = useStrings();
  const { h, chat } = useConversation();
  const attachment = message.attachments![ordinal]!;
  const sound = useRef<Sound>(undefined);
  const [, setTick] = useState(0);
  const [broken, setBroken] = useState(false);
  const [preparing, setPreparing] = useState(false);
  const [rate, setRate] = useState(1);
  useEffect(() => () => sound.current?.close(), []);
  if (attachment.missing) return <DocumentCard message={message} ordinal={ordinal} version={version} />;
  if (broken) return <DocumentCard message={message} ordinal={ordinal} version={version} note={t.cannotPlay} />;

  const changed = () => setTick((n) => n + 1);
  const address = playableAddress(h, chat.n, message.index, ordinal, version);
  const open = async (): Promise<Sound> => {
    // What a voice is, its first bytes tell: SILK goes under many names.
    const start = new Uint8Array(await (await fetch(address, { headers: { Range: "bytes=0-15" } })).arrayBuffer()).subarray(0, 16);
    if (!isSilk(start)) return new FileSound(address, changed, () => setBroken(true));
    const bytes = await (await fetch(address)).arrayBuffer();
    const decoded = await decodeSilk(bytes);
    return new SampleSound(decoded.samples, decoded.sampleRate, changed);
  };
  const toggle = async () => {
    if (sound.current?.playing) {
      sound.current.pause();
      return;
    }
    try {
      if (!sound.current) {
        setPreparing(true);
        sound.current = await open();
        sound.current.setRate(rate);
      }
      await sound.current.play();
    } catch (error) {
      if ((error as Error).name !== "AbortError") setBroken(true);
    } finally {
      setPreparing(false);
    }
  };
  const total = sound.current?.seconds || (attachment.durationMs ?? 0) / 1000;
  const position = sound.current?.position ?? 0;
  const playing = sound.current?.playing ?? false;
  const name = message.kind === "audio" ? plainName(attachment.name) : "";
  return (
    <div className={message.kind === "voice" ? "voice" : "voice voice-music"}>
      <button type="button" className="voice-play" aria-label={playing ? t.pause : message.kind === "voice" ? t.playVoice : t.play} aria-busy={preparing} onClick={() => void toggle()}>
        {preparing ? <span className="spinner" /> : <Icon name={playing ? "pause" : "play"} filled={!playing} />}
      </button>
      <span className="voice-middle">
        {name && <bdi className="file-name">{name}</bdi>}
        <input
          type="range"
          className="voice-range"
          aria-label={t.position}
          aria-valuetext={`${duration(position * 1000)} / ${duration(total * 1000)}`}
          min={0}
          max={Math.max(total, 0.1)}
          step={0.1}
          value={Math.min(position, total)}
          style={{ "--done": `${total > 0 ? (position / total) * 100 : 0}%` } as React.CSSProperties}
          onChange={(event) => sound.current?.seek(Number(event.target.value))}
        />
        <small className="voice-times">
          <span>{duration((playing || position > 0 ? position : total) * 1000)}</span>
        </small>
      </span>
      <button
        type="button"
        className="voice-rate"
        aria-label={`${t.speed}: ${rate}×`}
        onClick={() => {
          const next = rates[(rates.indexOf(rate) + 1) % rates.length]!;
          setRate(next);
          sound.current?.setRate(next);
        }}
      >
        {rate}×
      </button>
    </div>
  );
}
