// A stand-in for `satchel open` to work on the pages with: made-up chats with every kind of message, and one of a
// million. Build the pages, then `node dev/fixture.mjs [PORT]`; or with `npm run dev` beside it.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { everything, people, picture, silence } from "./conversation.mjs";

const port = Number(process.argv[2] ?? 5199);
const pages = fileURLToPath(new URL("../dist/", import.meta.url));
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const owner = "447700900123@s.whatsapp.net";
const million = 1_000_000;
const firstDay = Date.UTC(2014, 0, 1);
const words = "the rain came early and we walked home along the river with coffee for two 明天 下午 一起 吃饭 好的 哈哈 晚安".split(" ");

const kept = everything(owner);
const chats = [
  { id: "120363000000000001@g.us", n: 0, kind: "group", title: "Everything 一切", total: kept.length, at: (i) => kept[i] },
  { id: "447700900001@s.whatsapp.net", n: 1, kind: "direct", total: million, at: said },
  ...Array.from({ length: 400 }, (_, i) => ({ id: `4477009${String(10000 + i)}@s.whatsapp.net`, n: i + 2, kind: "direct", title: `Friend ${i + 1}`, total: 40 + i, at: (at) => ({ ...said(at * 97 + i), index: at, chat: i + 2 }) })),
];

/** Message number i of the long chat; always the same. */
function said(i) {
  const random = (i * 2654435761) >>> 0;
  const length = 1 + (random % 23);
  const text = Array.from({ length }, (_, w) => words[(random >>> (w % 13)) % words.length]).join(" ");
  const own = random % 3 === 0;
  return {
    type: "message", id: `m${i}`, nativeId: `N${i}`, chat: "447700900001@s.whatsapp.net", index: i, sender: own ? owner : "447700900001@s.whatsapp.net", outgoing: own,
    sentAt: new Date(firstDay + i * 380_000).toISOString(), kind: "text", text: `${text} #${i}`, status: own ? "read" : "received",
    ...(random % 29 === 0 && i > 500 ? { replyTo: { nativeId: `N${i - 400}`, sender: owner, text: "what was said before" } } : {}),
    ...(random % 41 === 0 ? { reactions: [{ sender: owner, emoji: "❤️" }] } : {}),
    ...(random % 53 === 0 ? { kind: "image", attachments: [{ name: "a.png", mime: "image/png", bytes: 900, width: 320, height: 200 + (random % 200) }] } : {}),
  };
}

function days(chat) {
  const list = [];
  if (chat.n === 1) {
    for (let day = firstDay, i = 0; i < million; day += 86_400_000) {
      const next = Math.min(million, Math.ceil((day + 86_400_000 - firstDay) / 380_000));
      list.push([new Date(day).toISOString().slice(0, 10), i, next - i]);
      i = next;
    }
    return list;
  }
  for (let i = 0; i < chat.total; i++) {
    const day = (chat.at(i).sentAt ?? "1970-01-01").slice(0, 10);
    if (list.at(-1)?.[0] === day) list.at(-1)[2]++;
    else list.push([day, i, 1]);
  }
  return list;
}

const jobs = new Map();
const streams = new Set();

function answer(path, query, method, body) {
  const [, , first, h, what, n, part] = path.split("/");
  if (path === "/api/session") return { language: "en", from: "archive", histories: [{ h: "wa", app: "whatsapp", platform: "android", account: owner, name: "Sam", chats: chats.length, messages: million }, { h: "wc", app: "wechat", platform: "android", account: "wxid_me", chats: 1, messages: kept.length }], live: true };
  if (path === "/api/snapshots") return [1, 2, 3].map((day) => ({ id: `${day}d1f04c2`.repeat(8), takenAt: `2026-11-0${day}T10:20:30.123Z`, app: "whatsapp", platform: "android", account: owner, chats: 402, messages: million - 3000 + day * 1000, bytes: day * 123_456_789 }));
  if (path === "/api/diff") return kept.slice(0, 30).map((record, i) => ({ change: ["added", "changed", "removed"][i % 3], record }));
  if (path === "/api/jobs" && method === "POST") {
    const id = String(jobs.size + 1);
    jobs.set(id, { began: Date.now(), body: JSON.parse(body) });
    return { id };
  }
  if (first === "jobs") {
    const job = jobs.get(h);
    if (method === "DELETE") job.cancelled = true;
    const done = Math.min(100, Math.floor((Date.now() - job.began) / 50));
    if (job.cancelled) return { state: "cancelled" };
    return done < 100 ? { state: "running", progress: { what: "messages", done: done * 10_000, total: million } } : { state: "done", result: { out: job.body.out ?? job.body.to, messages: million, bytes: 123456789, losses: [{ kind: "poll", what: "polls become text", count: 4 }] } };
  }
  const list = h === "wc" ? [{ ...chats[0], n: 0 }] : chats;
  const chat = list[Number(n)];
  switch (what) {
    case "chats":
      if (n === undefined) {
        return list.map(({ at, total, ...chat }) => ({ ...chat, messages: total, firstAt: at(0).sentAt, lastAt: at(total - 1).sentAt, last: { sender: at(total - 1).sender, outgoing: at(total - 1).outgoing, kind: at(total - 1).kind, text: at(total - 1).text } })).sort((a, b) => b.lastAt.localeCompare(a.lastAt));
      }
      if (part === "days") return days(chat);
      if (part === "find") {
        const at = query.get("nativeId") ? (chat.n === 1 ? Number(query.get("nativeId").slice(1)) : kept.findIndex((m) => m.nativeId === query.get("nativeId"))) : days(chat).find(([day]) => day >= query.get("at").slice(0, 10))?.[1];
        return at === undefined || at < 0 ? undefined : { index: at };
      }
      return { total: chat.total, start: Number(query.get("start")), messages: Array.from({ length: Math.max(0, Math.min(Number(query.get("count")), chat.total - Number(query.get("start")))) }, (_, i) => ({ ...chat.at(Number(query.get("start")) + i), index: Number(query.get("start")) + i })) };
    case "participants":
      return people(owner);
    case "search": {
      const q = query.get("q").toLowerCase();
      const hits = [];
      for (let i = million - 1; i > million - 20_000; i -= 1) {
        const at = said(i).text.toLowerCase().indexOf(q);
        if (at >= 0) hits.push({ chat: 1, index: i, message: `m${i}`, snippet: said(i).text, marks: [[at, q.length]], sentAt: said(i).sentAt, sender: said(i).sender, kind: said(i).kind });
      }
      return { total: hits.length, millis: 4.2, hits: hits.slice(Number(query.get("offset") ?? 0), Number(query.get("offset") ?? 0) + Number(query.get("limit"))) };
    }
    case "media": {
      const all = kept.flatMap((m) => (m.attachments ?? []).map((a, i) => ({ chat: 0, index: m.index, message: m.id, attachment: i, kind: m.kind, mime: a.mime, name: a.name, bytes: a.bytes, sentAt: m.sentAt, missing: a.missing })));
      const wanted = Array.from({ length: 40 }).flatMap(() => all).filter((m) => !query.get("kind") || m.kind === query.get("kind"));
      return { total: wanted.length, items: wanted.slice(Number(query.get("start")), Number(query.get("start")) + Number(query.get("count"))) };
    }
    case "stats":
      return { byDay: Array.from({ length: 1500 }, (_, i) => [new Date(Date.UTC(2022, 0, 1 + i)).toISOString().slice(0, 10), Math.floor(Math.abs(Math.sin(i / 40) * Math.sin(i * 7.1)) * 400)]).filter(([, n]) => n > 20), byHour: Array.from({ length: 24 }, (_, i) => Math.round(1000 * Math.max(0.05, Math.sin(((i - 6) / 24) * Math.PI * 1.4)) ** 2)), byWeekday: [5, 6, 7, 6, 9, 12, 11].map((n) => n * 1000), byChat: chats.slice(0, 20).map((c) => ({ n: c.n, messages: c.total, bytes: c.total * 100 })), byKind: [["text", 900000], ["image", 50000], ["voice", 20000], ["video", 4000]].map(([kind, count]) => ({ kind, count, bytes: count * 1000 })), bySender: people(owner).map((p, i) => ({ sender: p.id, messages: 90000 >> i })) };
    case "space":
      return { byChat: chats.slice(0, 20).map((c, i) => ({ n: c.n, files: 10, bytes: 5e9 >> i })), byKind: [["video", 9e9], ["image", 4e9], ["document", 8e8], ["voice", 2e8]].map(([kind, bytes]) => ({ kind, files: 100, bytes })), files: kept.filter((m) => m.attachments).map((m, i) => ({ chat: 0, index: m.index, attachment: 0, kind: m.kind, name: m.attachments[0].name, bytes: 9e8 / (i + 1), sentAt: m.sentAt })) };
    default:
      return undefined;
  }
}

async function serve(request, response) {
  const url = new URL(request.url, "http://localhost");
  const head = { "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" };
  if (url.pathname === "/api/live") {
    response.writeHead(200, { ...head, "Content-Type": "text/event-stream" });
    streams.add(response);
    return;
  }
  const file = /^\/api\/h\/\w+\/attachments\/(\d+)\/(\d+)\/(\d+)$/.exec(url.pathname);
  if (file) {
    const attachment = (file[1] === "1" ? said(Number(file[2])) : kept[Number(file[2])])?.attachments?.[Number(file[3])];
    const mime = attachment?.mime ?? "";
    const bytes = mime === "image/png" ? picture(Number(file[2])) : mime === "audio/wav" ? silence(attachment.durationMs) : Buffer.from("not a picture");
    response.writeHead(200, { ...head, "Content-Type": mime, "Content-Length": bytes.length, ...(/^(image\/png|audio|video)/.test(mime) ? {} : { "Content-Disposition": "attachment" }) });
    response.end(bytes);
    return;
  }
  if (url.pathname.startsWith("/api/")) {
    let body = "";
    for await (const part of request) body += part;
    const value = answer(url.pathname, url.searchParams, request.method, body);
    response.writeHead(value === undefined ? 404 : 200, { ...head, "Content-Type": "application/json" });
    response.end(JSON.stringify(value ?? { title: "not found" }));
    return;
  }
  const path = normalize(url.pathname === "/" ? "index.html" : url.pathname.slice(1));
  if (path.startsWith("..")) throw new Error("outside");
  const bytes = await readFile(join(pages, path));
  response.writeHead(200, { ...head, "Content-Type": types[extname(path)] ?? "application/octet-stream" });
  response.end(bytes);
}

createServer((request, response) =>
  serve(request, response).catch((error) => {
    response.writeHead(404);
    response.end(String(error));
  }),
).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
