import { createContext, useContext } from "react";
import { en, type Strings } from "./en";
import { zh } from "./zh";

export type Language = "en" | "zh";

const stored = "satchel.language";

export function chosenLanguage(): Language | undefined {
  const value = localStorage.getItem(stored);
  return value === "en" || value === "zh" ? value : undefined;
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(stored, language);
}

/** The first of the browser's languages that there is a translation for. */
export function browserLanguage(): Language {
  for (const language of navigator.languages) {
    if (language.toLowerCase().startsWith("zh")) return "zh";
    if (language.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

export const stringsOf = (language: Language): Strings => (language === "zh" ? zh : en);

export const StringsContext = createContext<Strings>(en);

export const useStrings = (): Strings => useContext(StringsContext);
