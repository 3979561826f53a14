import type { History } from "../api/types";
import { plainName } from "../format";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { Avatar } from "./Avatar";
import { Dialog } from "./Dialog";

/** Chooses one of several histories. */
export function Histories({ h, histories, onClose }: { h: string | undefined; histories: History[]; onClose: () => void }) {
  const t = useStrings();
  return (
    <Dialog title={t.history} onClose={onClose}>
      <ul className="histories">
        {histories.map((history) => {
          const app = t.appNames[history.app] ?? history.app;
          return (
            <li key={history.h}>
              <button
                type="button"
                className="history"
                aria-current={history.h === h ? "true" : undefined}
                onClick={() => {
                  onClose();
                  go({ h: history.h, chat: undefined, q: undefined, options: {} });
                }}
              >
                <Avatar id={history.h} name={app} />
                <span className="history-text">
                  <strong>
                    {app} · {t.platformNames[history.platform] ?? history.platform}
                  </strong>
                  <small>
                    <bdi>{plainName(history.name ?? history.account)}</bdi> {t.chatsCount(history.chats)}, {t.messages(history.messages)}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
