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
  onHistory: () => void;
  onSettings: () => void;
  onHelp: () => void;
}

/** The views, and the histories where there are several. At the left on a wide screen, at the bottom of a phone. */
export function Navigation({ view, h, histories, onHistory, onSettings, onHelp }: Props) {
  const t = useStrings();
  const current = histories.find((history) => history.h === h);
  const severalHistories = histories.length > 1;
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
      <span className="nav-space nav-low" />
      {current && severalHistories && (
        <button type="button" className="nav-item nav-low" title={t.history} onClick={onHistory}>
          <Icon name="person" />
          <span>{t.appNames[current.app] ?? current.app}</span>
        </button>
      )}
      <button type="button" className="nav-item nav-low" aria-label={t.help} title={`${t.help} (?)`} onClick={onHelp}>
        <Icon name="help" />
      </button>
      <button type="button" className="nav-item nav-low" aria-label={t.settings} title={t.settings} onClick={onSettings}>
        <Icon name="settings" />
      </button>
    </nav>
  );
}

/** On a phone, what does not fit below. */
export function TopBar({ several, onHistory, onSettings }: { several: boolean; onHistory: () => void; onSettings: () => void }) {
  const t = useStrings();
  return (
    <header className="top-bar">
      <strong>{t.app}</strong>
      {several && (
        <button type="button" className="icon-button" aria-label={t.history} title={t.history} onClick={onHistory}>
          <Icon name="person" />
        </button>
      )}
      <button type="button" className="icon-button" aria-label={t.settings} title={t.settings} onClick={onSettings}>
        <Icon name="settings" />
      </button>
    </header>
  );
}
