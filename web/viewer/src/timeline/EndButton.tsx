import { useStrings } from "../i18n/language";
import { Icon } from "../ui/Icon";

/** Back to the newest message, saying how many came since. */
export function EndButton({ unread, onClick }: { unread: number; onClick: () => void }) {
  const t = useStrings();
  const label = unread > 0 ? `${t.jumpToEnd}: ${t.newMessages(unread)}` : t.jumpToEnd;
  return (
    <button type="button" className="end-button" aria-label={label} title={label} onClick={onClick}>
      {unread > 0 && <span className="end-count">{unread}</span>}
      <Icon name="down" />
    </button>
  );
}
