import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/base.css";
import "./styles/hues.css";
import "./styles/shell.css";
import "./styles/chats.css";
import "./styles/timeline.css";
import "./styles/bubble.css";
import "./styles/cards.css";
import "./styles/media.css";
import "./styles/figures.css";
import "./styles/pages.css";
import "./styles/print.css";
import { applyTheme, chosenTheme } from "./ui/theme";

applyTheme(chosenTheme());
createRoot(document.getElementById("root")!).render(<App />);
