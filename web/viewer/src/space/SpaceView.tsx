import { api, attachmentAddress } from "../api/client";
import { dateTime, plainName, size } from "../format";
import { useStrings } from "../i18n/language";
import { go } from "../route";
import { useViewer } from "../state";
import { HorizontalBars } from "../stats/HorizontalBars";
import { Icon } from "../ui/Icon";
import { Failed, Loading } from "../ui/States";
import { useAnswer } from "../ui/useAnswer";

const shownChats = 15;

/** What takes space, by chat, by kind, and file by file. */
export function SpaceView() {
  const t = useStrings();
  const { h, revision, names, chatOf } = useViewer();
  const answer = useAnswer((signal) => api.space(h, signal), [h, revision]);
  const space = answer.value;
  if (answer.error && !space) return <Failed error={answer.error} onRetry={answer.again} />;
  if (!space) return <Loading />;
  const titleOf = (n: number) => {
    const chat = chatOf(n);
    return chat ? names.chat(chat) : String(n);
  };
  const total = space.byKind.reduce((sum, kind) => sum + kind.bytes, 0);
  const share = (bytes: number) => (total > 0 ? `${((bytes / total) * 100).toFixed(bytes / total < 0.1 ? 1 : 0)} %` : "");
  return (
    <section className="page" aria-label={t.space}>
      <header className="page-head">
        <h1>{t.space}</h1>
      </header>
      <p className="intro">{t.spaceIntro}</p>
      <dl className="facts">
        <div className="fact">
          <dt>{t.total}</dt>
          <dd>{size(total)}</dd>
        </div>
      </dl>
      <div className="figures">
        <HorizontalBars
          title={t.spaceByKind}
          rows={[...space.byKind].filter((kind) => kind.bytes > 0).sort((a, b) => b.bytes - a.bytes).map((kind) => ({ name: t.kinds[kind.kind] ?? kind.kind, value: kind.bytes, text: size(kind.bytes), note: share(kind.bytes) }))}
        />
        <HorizontalBars
          title={t.spaceByChat}
          rows={[...space.byChat].filter((chat) => chat.bytes > 0).sort((a, b) => b.bytes - a.bytes).slice(0, shownChats).map((chat) => ({
            name: titleOf(chat.n),
            value: chat.bytes,
            text: size(chat.bytes),
            note: share(chat.bytes),
            open: () => go({ view: "media", chat: chat.n, options: {} }),
          }))}
        />
      </div>
      <h2>{t.largestFiles}</h2>
      {space.files.length === 0 && <p className="state">{t.empty}</p>}
      <ol className="files">
        {space.files.map((file, at) => {
          const name = plainName(file.name) || (file.kind ? t.kinds[file.kind] : undefined) || t.kinds.document;
          return (
            <li key={at} className="media-line">
              <span className="file-mark">
                <Icon name="file" />
              </span>
              <button type="button" className="media-line-main" title={t.showInChat} onClick={() => go({ view: "chats", chat: file.chat, at: file.index, options: {} })}>
                <bdi className="file-name">{name}</bdi>
                <small>
                  {titleOf(file.chat)}
                  {file.sentAt ? ` · ${dateTime(t, file.sentAt)}` : ""}
                </small>
              </button>
              <strong className="file-size">{size(file.bytes)}</strong>
              <a className="icon-button" href={attachmentAddress(h, file.chat, file.index, file.attachment ?? 0)} download={name} aria-label={t.downloadNamed(name)} title={t.download}>
                <Icon name="download" />
              </a>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
