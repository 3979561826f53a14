import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/chats.css";
import "./styles/bubble.css";
import "./styles/cards.css";
import "./styles/media.css";
import "./styles/pages.css";
import "./styles/print.css";
import { applyTheme, chosenTheme } from "./ui/theme";

applyTheme(chosenTheme());
createRoot(document.getElementById("root")!).render(<App />);
