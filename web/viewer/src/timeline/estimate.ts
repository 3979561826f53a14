import type { Message } from "../api/types";

/** About how high a message will be, before it is drawn. */
export function estimate(message: Message | undefined, width: number): number {
  if (!message) return 60;
  const perLine = Math.max(20, Math.min(width * 0.7, 560) / 8);
  const lines = message.text ? Math.min(60, Math.ceil(message.text.length / perLine)) : 0;
  let height = 22 + lines * 21 + (message.replyTo ? 58 : 0) + (message.reactions ? 26 : 0) + (message.versions ? 26 : 0);
  switch (message.kind) {
    case "system":
      return 36;
    case "image":
    case "video":
    case "gif":
    case "videoNote":
      height += 240;
      break;
    case "sticker":
      height += 160;
      break;
    case "voice":
    case "audio":
    case "document":
    case "call":
      height += 56;
      break;
    case "location":
    case "liveLocation":
    case "contact":
    case "link":
    case "poll":
    case "mergedForward":
      height += 110;
      break;
    default:
      height += 24;
  }
  return height;
}
