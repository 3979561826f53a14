// One message of every kind, made up.
import { deflateSync } from "node:zlib";

export const people = (owner) => [
  { id: owner, name: "Sam", phone: "+447700900123" },
  { id: "447700900001@s.whatsapp.net", name: "Ben Okafor", phone: "+447700900001" },
  { id: "447700900002@s.whatsapp.net", name: "王芳", phone: "+447700900002" },
  { id: "447700900003@s.whatsapp.net", name: "Éloïse Marchand" },
  { id: "447700900004@s.whatsapp.net", name: "أمل" },
];

export function everything(owner) {
  const [, ben, fang, eloise, amal] = people(owner).map((person) => person.id);
  let at = Date.UTC(2024, 3, 30, 9, 0);
  const list = [];
  const add = (sender, rest, minutes = 1) => {
    at += minutes * 60_000;
    const i = list.length;
    list.push({ type: "message", id: `e${i}`, nativeId: `E${i}`, chat: "120363000000000001@g.us", index: i, ...(sender ? { sender, outgoing: sender === owner } : {}), sentAt: new Date(at).toISOString(), status: sender === owner ? "read" : "received", ...rest });
  };
  const seen = { first: "2024-05-01T00:00:00.000Z", last: "2024-05-03T00:00:00.000Z" };
  add(ben, { kind: "system", system: { event: "groupCreated", actor: ben, subjects: [], text: "Everything" } });
  add(ben, { kind: "system", system: { event: "participantAdded", actor: ben, subjects: [owner, fang, eloise] } });
  add(undefined, { kind: "system", system: { event: "encryptionChanged" } });
  add(ben, { kind: "text", text: "Morning all! Who is in for the *long* walk on Saturday? Route: https://example.com/walks/river-loop?from=bridge" }, 20);
  add(ben, { kind: "text", text: "Bring a coat ☔" });
  add(fang, { kind: "text", text: "我来！周六早上九点在桥头见，好吗？", reactions: [{ sender: ben, emoji: "👍" }, { sender: eloise, emoji: "👍" }, { sender: owner, emoji: "❤️" }] });
  add(owner, { kind: "text", text: "Nine is fine for me", replyTo: { nativeId: "E5", sender: fang, text: "我来！周六早上九点在桥头见，好吗？" } });
  add(amal, { kind: "text", text: "سأحضر القهوة والكعك معي إن شاء الله" });
  add(owner, { kind: "text", text: "🎉🎉" });
  add(eloise, { kind: "image", text: "The bridge yesterday", attachments: [{ name: "IMG-0001.png", mime: "image/png", bytes: 52_000, width: 1200, height: 800 }] }, 60 * 24);
  add(owner, { kind: "image", attachments: [{ name: "IMG-0002.png", mime: "image/png", bytes: 52_000, width: 600, height: 1000 }], starred: true });
  add(fang, { kind: "image", attachments: [{ name: "IMG-0003.png", mime: "image/png", bytes: 52_000 }] });
  add(ben, { kind: "image", attachments: [{ name: "gone.jpg", mime: "image/jpeg", width: 640, height: 480, missing: true }] });
  add(ben, { kind: "video", text: "From the top", attachments: [{ name: "VID-0001.mp4", mime: "video/mp4", bytes: 4_376_556, durationMs: 26_000, missing: true }, { mime: "image/png", bytes: 900 }] });
  add(eloise, { kind: "voice", attachments: [{ name: "PTT-0001.wav", mime: "audio/wav", bytes: 14_424, durationMs: 7_000 }] });
  add(owner, { kind: "voice", attachments: [{ name: "msg.amr", mime: "audio/amr", bytes: 8_038, durationMs: 5_020 }] });
  add(owner, { kind: "audio", attachments: [{ name: "River song (live).wav", mime: "audio/wav", bytes: 104_857, durationMs: 62_000 }] });
  add(ben, { kind: "document", text: "The plan", attachments: [{ name: "Walking plan, spring 2024 – final version.pdf", mime: "application/pdf", bytes: 421_009 }] });
  add(owner, { kind: "document", attachments: [{ name: "photo\u202egpj.exe", mime: "application/x-msdownload", bytes: 66_000 }] });
  add(fang, { kind: "sticker", attachments: [{ mime: "image/png", bytes: 28_993, width: 512, height: 512 }] });
  add(ben, { kind: "location", location: { latitude: 51.4545, longitude: -2.5879, name: "Bristol Bridge", address: "High Street, Bristol BS1 2AG" } });
  add(owner, { kind: "liveLocation", location: { latitude: 51.45, longitude: -2.58 }, raw: { shareSeconds: 3600 } });
  add(eloise, { kind: "contact", contacts: [{ name: "Café des Ponts", vcard: "BEGIN:VCARD\nVERSION:3.0\nFN:Café des Ponts\nTEL;type=CELL:+33 1 23 45 67 89\nEMAIL:bonjour@example.com\nEND:VCARD" }] });
  add(ben, { kind: "link", text: "Read this https://example.com/a", link: { url: "https://example.com/articles/why-walk", title: "Why walking together is good for you", description: "A short read about rivers, bridges and the people who cross them every day." } });
  add(owner, { kind: "poll", poll: { question: "Where do we eat?", options: [{ text: "Pub by the lock", voters: [ben, fang, owner] }, { text: "面馆", voters: [eloise] }, { text: "Picnic", voters: [] }] } });
  add(ben, { kind: "call", call: { video: true, outcome: "answered", durationSeconds: 754 } });
  add(eloise, { kind: "call", call: { video: false, outcome: "missed" } });
  add(fang, { kind: "revoked", revokedAt: "2024-05-02T12:00:00.000Z" });
  add(fang, { kind: "text", text: "I said something here that I took back", revokedAt: "2024-05-02T12:00:00.000Z", seen });
  add(ben, { kind: "text", text: "We meet at *half past* nine", editedAt: "2024-05-02T12:30:00.000Z", seen, versions: [{ kind: "text", text: "We meet at nine", seen: { first: "2024-05-01T00:00:00.000Z", last: "2024-05-01T00:00:00.000Z" } }] });
  add(eloise, { kind: "text", text: "This one was deleted from the phone later.", seen: { ...seen, removedAfter: seen.last } });
  add(owner, { kind: "text", text: "Forwarded many times: drink water.", forwarded: true, expiresAt: "2024-06-02T12:30:00.000Z", status: "delivered" });
  add(fang, { kind: "mergedForward", text: "群聊的聊天记录\n李雷: 明天几点？\n韩梅梅: 八点", raw: { payload: "<msg><appmsg><title>群聊的聊天记录</title><type>19</type><recorditem><![CDATA[<recordinfo><datalist count=\"3\"><dataitem datatype=\"1\"><sourcename>李雷</sourcename><sourcetime>2024-05-01 08:00</sourcetime><datadesc>明天几点？</datadesc></dataitem><dataitem datatype=\"1\"><sourcename>韩梅梅</sourcename><sourcetime>2024-05-01 08:01</sourcetime><datadesc>八点，老地方</datadesc></dataitem><dataitem datatype=\"17\"><sourcename>李雷</sourcename><datatitle>更早的聊天记录</datatitle><recordxml><recordinfo><datalist><dataitem datatype=\"1\"><sourcename>王芳</sourcename><datadesc>里面的一条</datadesc></dataitem></datalist></recordinfo></recordxml></dataitem></datalist></recordinfo>]]></recorditem></appmsg></msg>" } });
  add(ben, { kind: "miniProgram", text: "点餐 · 第 12 桌", raw: { payload: "<msg><appmsg><title>点餐</title><sourcedisplayname>面馆点餐</sourcedisplayname></appmsg></msg>" } });
  add(fang, { kind: "transfer", text: "￥66.00\n午饭", raw: { payload: "<msg><appmsg><wcpayinfo><paysubtype>3</paysubtype><feedesc>￥66.00</feedesc></wcpayinfo></appmsg></msg>" } });
  add(fang, { kind: "redPacket", text: "恭喜发财，大吉大利" });
  add(owner, { kind: "note", text: "Packing list\n- boots\n- map\n- flask" });
  add(ben, { kind: "unknown", raw: { type: 11 } });
  add(owner, { kind: "text", text: "waiting", status: "pending" }, 60 * 24);
  add(owner, { kind: "text", text: "failed", status: "failed" });
  add(ben, { kind: "text", text: "<script>alert(1)</script><img src=x onerror=alert(1)> stays text" });
  return list;
}

/** A PNG with soft stripes. */
export function picture(seed) {
  const width = 240;
  const height = 160;
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = y * (width * 3 + 1) + 1 + x * 3;
      const hill = Math.sin(x / (20 + (seed % 7) * 9) + seed) * 18 + 90;
      rows[to] = y > hill ? 90 + (seed % 5) * 12 : 150 + y / 2;
      rows[to + 1] = y > hill ? 130 - y / 4 : 180 + y / 5;
      rows[to + 2] = y > hill ? 80 : 230 - (seed % 4) * 20;
    }
  }
  const chunk = (name, data) => {
    const all = Buffer.concat([Buffer.from(name), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const end = Buffer.alloc(4);
    end.writeUInt32BE(crc(all));
    return Buffer.concat([head, all, end]);
  };
  const info = Buffer.alloc(13);
  info.writeUInt32BE(width, 0);
  info.writeUInt32BE(height, 4);
  info.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", info), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** A WAV with a low tone. */
export function silence(millis) {
  const samples = Math.floor(millis * 8);
  const bytes = Buffer.alloc(44 + samples);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + samples, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(8000, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at++) bytes[44 + at] = 128 + Math.round(Math.sin(at / 6) * 6);
  return bytes;
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
