import { Fragment, useState, type ReactNode } from "react";
import { useStrings } from "../i18n/language";
import { splitAddresses, splitTerms } from "./links";

const longest = 3000;
const style = /(^|[\s([{"'“‘])([*_~])(\S(?:[^\n]*?\S)?)\2(?=$|[\s)\]}.,!?:;"'”’])/;

/** Text as it was said: addresses can be opened, what is looked for is marked. Nothing in it is ever read as markup. */
export function RichText({ text, terms, styled = false }: { text: string; terms: readonly string[]; styled?: boolean }) {
  const t = useStrings();
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > longest;
  const shown = cut ? text.slice(0, longest) : text;
  return (
    <span className={onlyEmoji(text) ? "text text-emoji" : "text"} dir="auto">
      {splitAddresses(shown).map((part, at) =>
        part.href ? (
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
            <Marked text={part.text} terms={terms} />
          </a>
        ) : (
          <Fragment key={at}>{styled ? styledText(part.text, terms) : <Marked text={part.text} terms={terms} />}</Fragment>
        ),
      )}
      {cut && (
        <>
          …{" "}
          <button type="button" className="text-button" onClick={() => setWhole(true)}>
            {t.more}
          </button>
        </>
      )}
    </span>
  );
}

export function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  return (
    <>
      {splitTerms(text, terms).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : <Fragment key={at}>{piece.text}</Fragment>))}
    </>
  );
}

/** WhatsApp's own marks: *bold*, _italic_, ~struck~ and ```fixed```. */
function styledText(text: string, terms: readonly string[]): ReactNode[] {
  const nodes: ReactNode[] = [];
  let rest = text;
  let key = 0;
  for (let found = style.exec(rest); found && key < 200; found = style.exec(rest)) {
    const [all, before = "", mark, inner = ""] = found;
    const lead = rest.slice(0, found.index) + before;
    if (lead) nodes.push(<Marked key={key++} text={lead} terms={terms} />);
    const content = <Marked text={inner} terms={terms} />;
    nodes.push(mark === "*" ? <b key={key++}>{content}</b> : mark === "_" ? <i key={key++}>{content}</i> : <s key={key++}>{content}</s>);
    rest = rest.slice(found.index + all.length);
  }
  if (rest) nodes.push(<Marked key={key} text={rest} terms={terms} />);
  return nodes;
}

function onlyEmoji(text: string): boolean {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u.test(text);
}
