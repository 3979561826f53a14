import type { Message } from "../api/types";
import { plainName } from "../format";
import { useStrings } from "../i18n/language";
import { useViewer } from "../state";

/** Reactions below a bubble, the same ones counted; who they are from is told to those who point or listen. */
export function Reactions({ reactions }: { reactions: NonNullable<Message["reactions"]> }) {
  const t = useStrings();
  const { names } = useViewer();
  const counted = new Map<string, string[]>();
  for (const reaction of reactions) {
    const emoji = plainName(reaction.emoji).slice(0, 16);
    const who = counted.get(emoji) ?? [];
    who.push(names.of(reaction.sender, reaction.sender === undefined));
    counted.set(emoji, who);
  }
  return (
    <ul className="reactions" aria-label={t.reactions}>
      {[...counted].slice(0, 20).map(([emoji, who]) => {
        const told = t.reactedWith(who.join(t.listSeparator), emoji);
        return (
          <li key={emoji} title={told}>
            <span aria-hidden="true">
              {emoji}
              {who.length > 1 && <small>{who.length}</small>}
            </span>
            <span className="visually-hidden">{told}</span>
          </li>
        );
      })}
    </ul>
  );
}
