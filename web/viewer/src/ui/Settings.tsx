import { useState } from "react";
import { useStrings, type Language } from "../i18n/language";
import { useViewer } from "../state";
import { Dialog } from "./Dialog";
import { chosenTheme, setTheme, type Theme } from "./theme";

interface Props {
  language: Language;
  onLanguage: (language: Language) => void;
  onClose: () => void;
  onHelp: () => void;
}

/** How the page looks and speaks. */
export function Settings({ language, onLanguage, onClose, onHelp }: Props) {
  const t = useStrings();
  const { session } = useViewer();
  const [theme, setShown] = useState<Theme>(chosenTheme());
  const themes: [Theme, string][] = [
    ["system", t.themeSystem],
    ["light", t.themeLight],
    ["dark", t.themeDark],
  ];
  return (
    <Dialog title={t.settings} onClose={onClose}>
      <fieldset className="choices">
        <legend>{t.theme}</legend>
        {themes.map(([value, name]) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="theme"
              checked={theme === value}
              onChange={() => {
                setShown(value);
                setTheme(value);
              }}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{t.language}</legend>
        {(["en", "zh"] as const).map((value) => (
          <label key={value} className="choice" lang={value === "zh" ? "zh-CN" : "en"}>
            <input type="radio" name="language" checked={language === value} onChange={() => onLanguage(value)} />
            {value === "zh" ? "中文" : "English"}
          </label>
        ))}
      </fieldset>
      <p className="settings-from">
        <bdi>{t.showsFrom(session.from)}</bdi>
        {session.live && <><br />{t.liveOn}</>}
      </p>
      <button type="button" className="button" onClick={onHelp}>
        {t.keys}
      </button>
    </Dialog>
  );
}
