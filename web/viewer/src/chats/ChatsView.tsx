import { useViewer } from "../state";
import { useStrings } from "../i18n/language";
import type { Route } from "../route";
import { ConversationView } from "../timeline/ConversationView";
import { Empty } from "../ui/States";
import { SearchPane } from "../search/SearchPane";
import { ChatList } from "./ChatList";

/** The list of chats, or what a search found, beside the chat that is read. */
export function ChatsView({ route }: { route: Route }) {
  const t = useStrings();
  const { h, chatOf } = useViewer();
  const chat = chatOf(route.chat);
  const searching = route.q !== undefined;
  return (
    <div className={chat ? "split split-open" : "split"}>
      {!chat && <h1 className="visually-hidden">{searching ? t.search : t.chats}</h1>}
      <aside className="split-side" aria-label={searching ? t.search : t.chats}>
        {searching ? <SearchPane key={h} route={route} /> : <ChatList chosen={route.chat} />}
      </aside>
      <div className="split-main">
        {chat ? (
          <ConversationView key={`${h} ${chat.id}`} chat={chat} at={route.at} visit={route.visit} query={route.q} />
        ) : (
          <Empty text={t.noChatSelected} hint={t.noChatSelectedHint} />
        )}
      </div>
    </div>
  );
}
