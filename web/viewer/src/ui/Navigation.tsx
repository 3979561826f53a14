import type { History } from "../api/types";
import { useStrings } from "../i18n/language";
import { go, type View } from "../route";
import { Icon, type IconName } from "./Icon";

export const views: readonly (readonly [View, IconName])[] = [
  ["chats", "chats"],
  ["media", "media"],
  ["stats", "stats"],
  ["snapshots", "snapshots"],
  ["space", "space"],
  ["tools", "tools"],
];

interface Props {
  view: View;
  h: string;
  histories: History[];
  onSettings: () => void;
  onHelp: () => void;
}

/** The views, and the histories where there are several. At the left on a wide screen, at the bottom of a phone. */
export function Navigation({ view, h, histories, onSettings, onHelp }: Props) {
  const t = useStrings();
  const names: Record<View, string> = { chats: t.chats, media: t.gallery, stats: t.statistics, snapshots: t.snapshots, space: t.space, tools: t.tools };
  return (
    <nav className="navigation" aria-label={t.views}>
      {views.map(([name, icon]) => (
        <button
          key={name}
          type="button"
          className="nav-item"
          aria-current={view === name ? "page" : undefined}
          onClick={() => go({ view: name, h, chat: undefined, q: undefined, options: {} })}
        >
          <Icon name={icon} />
          <span>{names[name]}</span>
        </button>
      ))}
      <span className="nav-space" />
      {histories.length > 1 && (
        <label className="nav-history" title={t.history}>
          <span className="visually-hidden">{t.history}</span>
          <select value={h} onChange={(event) => go({ h: event.target.value, chat: undefined, q: undefined, options: {} })}>
            {histories.map((history) => (
              <option key={history.h} value={history.h}>
                {[t.appNames[history.app] ?? history.app, t.platformNames[history.platform] ?? history.platform, history.name ?? history.account].filter(Boolean).join(" · ")}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" className="nav-item nav-small only-wide" aria-label={t.help} title={`${t.help} (?)`} onClick={onHelp}>
        <Icon name="help" />
      </button>
      <button type="button" className="nav-item nav-small" aria-label={t.settings} title={t.settings} onClick={onSettings}>
        <Icon name="settings" />
      </button>
    </nav>
  );
}
