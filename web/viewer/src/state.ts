import { createContext, useContext } from "react";
import type { Chat, History, Session } from "./api/types";
import type { Names } from "./names";

/** What the whole page knows. */
export interface ViewerState {
  session: Session;
  history: History;
  h: string;
  chats: Chat[];
  chatOf: (n: number | undefined) => Chat | undefined;
  names: Names;
  /** Grows each time the vault got new messages. */
  revision: number;
}

export const ViewerContext = createContext<ViewerState | undefined>(undefined);

export function useViewer(): ViewerState {
  const state = useContext(ViewerContext);
  if (!state) throw new Error("A part of the viewer stands outside of it.");
  return state;
}
