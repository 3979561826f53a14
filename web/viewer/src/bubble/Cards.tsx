import type { ReactNode } from "react";
import type { Message } from "../api/types";
import { duration, plainName } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { useConversation } from "./context";
import { hostOf, safeAddress } from "./links";
import { Marked } from "./RichText";
import { Picture } from "./Picture";
import { callText } from "./systemText";
import { readCard } from "./vcard";

export function LocationCard({ message }: { message: Message }) {
  const t = useStrings();
  const { terms } = useConversation();
  const place = message.location ?? {};
  const known = place.latitude !== undefined && place.longitude !== undefined;
  const share = message.raw?.["shareSeconds"];
  return (
    <div className="card card-place">
      <div className="place-map" aria-hidden="true">
        <Icon name="place" filled />
      </div>
      <div className="card-text">
        <strong dir="auto">
          <Marked text={plainName(place.name) || t.kinds[message.kind]} terms={terms} />
        </strong>
        {place.address && (
          <span dir="auto">
            <Marked text={plainName(place.address)} terms={terms} />
          </span>
        )}
        {typeof share === "number" && <small>{t.liveFor(duration(share * 1000))}</small>}
        {known && (
          <a
            href={`https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=15/${place.latitude}/${place.longitude}`}
            target="_blank"
            rel="noopener noreferrer nofollow"
            title={t.leavesPage}
          >
            {t.openMap} ({place.latitude!.toFixed(4)}, {place.longitude!.toFixed(4)})
          </a>
        )}
      </div>
    </div>
  );
}

export function ContactCards({ message }: { message: Message }) {
  const t = useStrings();
  const { terms } = useConversation();
  return (
    <ul className="cards">
      {(message.contacts ?? []).slice(0, 100).map((contact, at) => {
        const card = readCard(contact.vcard);
        const name = plainName(contact.name) || card.name || t.kinds.contact;
        return (
          <li key={at} className="card card-contact">
            <Avatar id={name} name={name} />
            <div className="card-text">
              <strong>
                <bdi>
                  <Marked text={name} terms={terms} />
                </bdi>
              </strong>
              {card.lines.map((line, n) => (
                <small key={n}>
                  <bdi>{line}</bdi>
                </small>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function LinkCard({ message, caption, version }: { message: Message; caption: ReactNode; version?: number | undefined }) {
  const t = useStrings();
  const { terms } = useConversation();
  const link = message.link;
  const href = link ? safeAddress(link.url) : undefined;
  const picture = message.attachments?.findIndex((attachment) => !attachment.missing && attachment.mime?.startsWith("image/")) ?? -1;
  const content = (
    <>
      {link?.title && (
        <strong dir="auto">
          <Marked text={plainName(link.title)} terms={terms} />
        </strong>
      )}
      {link?.description && (
        <span className="link-description" dir="auto">
          <Marked text={plainName(link.description)} terms={terms} />
        </span>
      )}
      <small className="link-host" dir="ltr">
        <Icon name="link" />
        {link ? (hostOf(link.url) ?? plainName(link.url).slice(0, 200)) : t.kinds.link}
      </small>
    </>
  );
  return (
    <>
      {picture >= 0 && <Picture message={message} ordinal={picture} version={version} />}
      {href ? (
        <a className="card card-link" href={href} target="_blank" rel="noopener noreferrer nofollow" title={t.leavesPage}>
          {content}
        </a>
      ) : (
        <div className="card card-link">{content}</div>
      )}
      {caption}
    </>
  );
}

export function PollCard({ message }: { message: Message }) {
  const t = useStrings();
  const { names } = useViewer();
  const { terms } = useConversation();
  const options = message.poll?.options ?? [];
  const most = Math.max(1, ...options.map((option) => option.voters?.length ?? 0));
  return (
    <div className="poll">
      <strong dir="auto">
        <Icon name="poll" />
        <Marked text={plainName(message.poll?.question) || t.kinds.poll} terms={terms} />
      </strong>
      <ul>
        {options.slice(0, 100).map((option, at) => {
          const voters = option.voters ?? [];
          const who = voters.slice(0, 200).map((id) => names.of(id)).join(t.listSeparator);
          return (
            <li key={at} title={who || undefined}>
              <span className="poll-option">
                <span dir="auto">
                  <Marked text={plainName(option.text)} terms={terms} />
                </span>
                <span className="poll-votes">{t.votes(voters.length)}</span>
              </span>
              <span className="poll-bar" aria-hidden="true">
                <span style={{ width: `${(voters.length / most) * 100}%` }} />
              </span>
              {who && <span className="poll-who">{who}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function CallCard({ message }: { message: Message }) {
  const t = useStrings();
  const call = message.call;
  const bad = call?.outcome !== undefined && call.outcome !== "answered";
  return (
    <span className={bad ? "call call-bad" : "call"}>
      <span className="file-mark">
        <Icon name={call?.video ? "camera" : "phone"} />
      </span>
      <span className="file-text">
        <span>{callText(call, t)}</span>
        {call?.durationSeconds ? <small>{duration(call.durationSeconds * 1000)}</small> : null}
      </span>
    </span>
  );
}
