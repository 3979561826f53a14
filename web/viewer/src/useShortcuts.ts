import { useEffect, useRef } from "react";
import { current, go } from "./route";
import { isDark, setTheme } from "./ui/theme";
import { views } from "./ui/Navigation";

/** The keys that work everywhere; lists and the timeline have their own. */
export function useShortcuts(onHelp: () => void): void {
  const help = useRef(onHelp);
  help.current = onHelp;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      const target = event.target as HTMLElement;
      if (event.key === "Escape") {
        goBack(target);
        return;
      }
      if (target.matches("input, textarea, select")) return;
      if (event.key === "/") toSearch();
      else if (event.key === "?") help.current();
      else if (event.key === "t") setTheme(isDark() ? "light" : "dark");
      else if (event.key === "n" || event.key === "p") window.dispatchEvent(new CustomEvent("satchel-hit", { detail: event.key === "n" ? 1 : -1 }));
      else if (/^[1-6]$/.test(event.key)) go({ view: views[Number(event.key) - 1]![0], chat: undefined, q: undefined, options: {} });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** The box that is there, else a search over all. */
function toSearch(): void {
  const box = [...document.querySelectorAll<HTMLInputElement>("[data-search]")].find((input) => input.offsetParent !== null);
  if (box) {
    box.focus();
    box.select();
  } else go({ view: "chats", q: "", options: {} });
}

/** One step back: out of a box, out of a search, out of a chat, out of a view. */
function goBack(target: HTMLElement): void {
  const route = current();
  if (target.matches("input, textarea, select")) target.blur();
  else if (route.q !== undefined) go({ q: undefined, options: {}, at: route.at });
  else if (route.view === "chats" && route.chat !== undefined) go({ chat: undefined });
  else if (route.view !== "chats") go({ view: "chats", chat: undefined, options: {} });
}
