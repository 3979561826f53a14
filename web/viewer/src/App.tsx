import { useEffect, useMemo, useState } from "react";
import { api } from "./api/client";
import type { Chat, Session } from "./api/types";
import { ChatsView } from "./chats/ChatsView";
import { Gallery } from "./gallery/Gallery";
import { browserLanguage, chosenLanguage, keepLanguage, stringsOf, StringsContext, type Language } from "./i18n/language";
import { ToolsView } from "./jobs/ToolsView";
import { Names } from "./names";
import { go, useRoute, type Route } from "./route";
import { SnapshotsView } from "./snapshots/SnapshotsView";
import { SpaceView } from "./space/SpaceView";
import { ViewerContext, type ViewerState } from "./state";
import { Stats } from "./stats/Stats";
import { Help } from "./ui/Help";
import { Histories } from "./ui/Histories";
import { Navigation, TopBar } from "./ui/Navigation";
import { Settings } from "./ui/Settings";
import { Empty, Failed, Loading } from "./ui/States";
import { useAnswer } from "./ui/useAnswer";
import { useLive } from "./useLive";
import { useShortcuts } from "./useShortcuts";

export function App() {
  const [revision, setRevision] = useState(0);
  const session = useAnswer(() => api.session(), [revision]);
  const [language, setLanguage] = useState<Language>(() => chosenLanguage() ?? browserLanguage());
  const t = stringsOf(language);
  useEffect(() => {
    document.documentElement.lang = t.tag;
  }, [t]);
  useLive(session.value?.live === true, () => setRevision((n) => n + 1));
  const choose = (next: Language) => {
    keepLanguage(next);
    setLanguage(next);
  };
  return (
    <StringsContext value={t}>
      {session.value ? (
        <Viewer session={session.value} revision={revision} language={language} onLanguage={choose} />
      ) : session.error ? (
        <main className="alone">
          <h1>{t.app}</h1>
          <Failed error={session.error} onRetry={session.again} />
        </main>
      ) : (
        <main className="alone">
          <Loading />
        </main>
      )}
    </StringsContext>
  );
}

function Viewer({ session, revision, language, onLanguage }: { session: Session; revision: number; language: Language; onLanguage: (language: Language) => void }) {
  const t = stringsOf(language);
  const route = useRoute();
  const [dialog, setDialog] = useState<"help" | "settings" | "history">();
  const history = session.histories.find((one) => one.h === route.h) ?? session.histories[0];
  const h = history?.h;
  const data = useAnswer(
    h === undefined ? undefined : (signal) => Promise.all([api.chats(h, signal), api.participants(h, signal)]).then(([chats, people]) => ({ h, chats, people })),
    [h, revision],
  );
  useShortcuts(() => setDialog("help"));
  useEffect(() => {
    if (h !== undefined && route.h !== h) go({ h, at: route.at }, "replace");
  }, [h, route.h]);

  const loaded = data.value?.h === h ? data.value : undefined;
  const state = useMemo<ViewerState | undefined>(() => {
    if (!history || !loaded) return undefined;
    const byNumber = new Map<number, Chat>(loaded.chats.map((chat) => [chat.n, chat]));
    return {
      session,
      history,
      h: history.h,
      chats: loaded.chats,
      chatOf: (n) => (n === undefined ? undefined : byNumber.get(n)),
      names: new Names(loaded.people, history.account, t),
      revision,
    };
  }, [session, history, loaded, t, revision]);

  useEffect(() => {
    const chat = state?.chatOf(route.chat);
    document.title = chat && state ? `${state.names.chat(chat)} – ${t.app}` : t.app;
  }, [state, route.chat, t]);

  return (
    <>
      <a className="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById("content")?.focus(); }}>
        {t.skipToContent}
      </a>
      <div className={route.view === "chats" && route.chat !== undefined ? "app app-reading" : "app"}>
        <TopBar several={session.histories.length > 1} onHistory={() => setDialog("history")} onSettings={() => setDialog("settings")} />
        <Navigation view={route.view} h={h ?? ""} histories={session.histories} onHistory={() => setDialog("history")} onSettings={() => setDialog("settings")} onHelp={() => setDialog("help")} />
        <main id="content" tabIndex={-1}>
          {!history && <Empty text={t.empty} />}
          {history && data.error && !state && <Failed error={data.error} onRetry={data.again} />}
          {history && !data.error && !state && <Loading />}
          {state && (
            <ViewerContext value={state}>
              <View route={route} />
              {dialog === "settings" && <Settings language={language} onLanguage={onLanguage} onClose={() => setDialog(undefined)} onHelp={() => setDialog("help")} />}
            </ViewerContext>
          )}
          {dialog === "history" && <Histories h={h} histories={session.histories} onClose={() => setDialog(undefined)} />}
          {dialog === "help" && <Help onClose={() => setDialog(undefined)} />}
        </main>
      </div>
    </>
  );
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case "media":
      return <Gallery chat={route.chat} kind={route.options["kind"] ?? "all"} />;
    case "stats":
      return <Stats />;
    case "snapshots":
      return <SnapshotsView options={route.options} />;
    case "space":
      return <SpaceView />;
    case "tools":
      return <ToolsView />;
    default:
      return <ChatsView route={route} />;
  }
}
