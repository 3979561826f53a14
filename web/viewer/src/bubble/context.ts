import { createContext, useContext } from "react";
import type { Chat, Message } from "../api/types";

/** What a bubble needs of the conversation that it stands in. */
export interface Conversation {
  h: string;
  app: string;
  chat: Chat;
  /** Lower-case terms that are looked for. */
  terms: readonly string[];
  showMedia: (message: Message, ordinal: number, version?: number) => void;
  showQuoted: (message: Message) => void;
  showDetails: (message: Message) => void;
  notFound: ReadonlySet<string>;
}

export const ConversationContext = createContext<Conversation | undefined>(undefined);

export function useConversation(): Conversation {
  const conversation = useContext(ConversationContext);
  if (!conversation) throw new Error("A bubble stands outside of a conversation.");
  return conversation;
}
