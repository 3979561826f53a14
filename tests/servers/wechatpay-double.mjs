// node tests/servers/wechatpay-double.mjs FOLDER: what Satchel uses of WeChat Pay's API, version 3, on 127.0.0.1, for tests and for trying
// things out. Prints "ready http://127.0.0.1:PORT" and ends with its standard input. Nothing of it is Tencent's: it follows their published
// reference. Money is pretended. FOLDER holds merchant.json {mchid, appid, apiV3Key, certificateSerial}, merchant-cert.pem, and platform-N.pem with
// platform-N-key.pem, N from 1, of which the last is the platform's after rotate.
//
// What people, the merchant's console and networks do is said by POST /_control/…:
//   clock {seconds}            its clock stands there; without it, the machine's
//   pay {out_trade_no}, refund {out_trade_no, amount?}
//   rotate {}                  signs with the next certificate from now on, and offers both
//   fail {count, status}       the next requests are answered with that
//   impostor {on}              answers are signed with a key that is not the platform's
//   deliver {how}              notifications that wait go out: "once", "twice", "reversed", "lost", "forged", "old", "probe"
// GET /_control/state answers everything there is.
import { createServer } from "node:http";
import { createCipheriv, createSign, createVerify, generateKeyPairSync, randomBytes, randomUUID, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stdin } from "node:process";

const [folder] = process.argv.slice(2);
const merchant = JSON.parse(readFileSync(join(folder, "merchant.json"), "utf8"));
const merchantCertificate = new X509Certificate(readFileSync(join(folder, "merchant-cert.pem")));
const platforms = [];
for (let number = 1; existsSync(join(folder, `platform-${number}.pem`)); number++) {
    const pem = readFileSync(join(folder, `platform-${number}.pem`), "utf8");
    platforms.push({ pem, serial: new X509Certificate(pem).serialNumber, key: readFileSync(join(folder, `platform-${number}-key.pem`), "utf8"), certificate: new X509Certificate(pem) });
}
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const state = { orders: {}, refunds: {}, notifications: [], requests: [] };
let current = 0, clock, impostor = false, failing = { count: 0, status: 500 };

const now = () => clock ?? Math.floor(Date.now() / 1000);
const pad = number => String(number).padStart(2, "0");
function time(seconds = now()) { // RFC 3339 at China's offset, as the platform writes it
    const at = new Date((seconds + 8 * 3600) * 1000);
    return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}T${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}+08:00`;
}

class Refusal extends Error {
    constructor(status, code) { super(code); Object.assign(this, { status, code }); }
}

function encrypt(text, associated) {
    const nonce = randomBytes(6).toString("hex");
    const cipher = createCipheriv("aes-256-gcm", merchant.apiV3Key, nonce);
    cipher.setAAD(Buffer.from(associated));
    const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
    return { algorithm: "AEAD_AES_256_GCM", nonce, associated_data: associated, ciphertext };
}

function sign(text, at, how) {
    const nonce = randomBytes(16).toString("hex");
    const key = how === "forged" || impostor ? stranger : platforms[current].key;
    const signature = createSign("RSA-SHA256").update(`${at}\n${nonce}\n${text}\n`).sign(key, "base64");
    return {
        "Wechatpay-Timestamp": String(at), "Wechatpay-Nonce": nonce, "Wechatpay-Serial": platforms[current].serial, "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        "Wechatpay-Signature": how === "probe" ? `WECHATPAY/SIGNTEST/${signature}` : signature,
    };
}

function authorize(request, target, text) {
    const header = request.headers.authorization ?? "";
    const fields = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(match => [match[1], match[2]]));
    const message = `${request.method}\n${target}\n${fields.timestamp}\n${fields.nonce_str}\n${text}\n`;
    const good = header.startsWith("WECHATPAY2-SHA256-RSA2048 ") && fields.mchid === merchant.mchid && fields.serial_no === merchant.certificateSerial
        && Math.abs(now() - Number(fields.timestamp)) <= 300
        && createVerify("RSA-SHA256").update(message).verify(merchantCertificate.publicKey, fields.signature ?? "", "base64");
    if (!good) throw new Refusal(401, "SIGN_ERROR");
    if (!request.headers["user-agent"] || !(request.headers.accept ?? "").includes("json")) throw new Refusal(400, "PARAM_ERROR");
}

function newOrder(body) {
    if (body.mchid !== merchant.mchid || body.appid !== merchant.appid) throw new Refusal(400, "APPID_MCHID_NOT_MATCH");
    if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(body.out_trade_no ?? "") || !body.description || Buffer.byteLength(body.description) > 127
        || !Number.isInteger(body.amount?.total) || body.amount.total < 1 || !/^https?:\/\/[^?]+$/.test(body.notify_url ?? "")) throw new Refusal(400, "PARAM_ERROR");
    const known = state.orders[body.out_trade_no];
    if (known?.trade_state === "SUCCESS") throw new Refusal(400, "ORDERPAID");
    if (known?.trade_state === "CLOSED") throw new Refusal(400, "ORDER_CLOSED");
    if (known && (known.amount.total !== body.amount.total || known.asked.description !== body.description)) throw new Refusal(400, "OUT_TRADE_NO_USED");
    const order = known ?? { out_trade_no: body.out_trade_no, mchid: body.mchid, appid: body.appid, trade_state: "NOTPAY", trade_type: "NATIVE", amount: { total: body.amount.total, currency: body.amount.currency ?? "CNY" }, code_url: `weixin://wxpay/bizpayurl?pr=${randomBytes(5).toString("hex")}` };
    Object.defineProperty(order, "asked", { value: body, enumerable: false, configurable: true });
    state.orders[body.out_trade_no] = order;
    return { code_url: order.code_url };
}

function told(order) {
    const { code_url, ...rest } = order;
    return { ...rest, trade_state_desc: order.trade_state };
}

const notify = (url, event_type, content) => state.notifications.push({
    url, delivered: false,
    body: { id: randomUUID(), create_time: time(), resource_type: "encrypt-resource", event_type, summary: event_type, resource: { ...encrypt(JSON.stringify(content), "transaction"), original_type: event_type.startsWith("REFUND") ? "refund" : "transaction" } },
});

function pay(order) {
    if (order.trade_state !== "NOTPAY") throw new Refusal(400, order.trade_state);
    Object.assign(order, {
        trade_state: "SUCCESS", transaction_id: `42${now()}${randomBytes(6).readUIntBE(0, 6)}`.slice(0, 28), success_time: time(), bank_type: "OTHERS",
        payer: { openid: "o-pretended" }, amount: { ...order.amount, payer_total: order.amount.total, payer_currency: order.amount.currency },
    });
    notify(order.asked.notify_url, "TRANSACTION.SUCCESS", told(order));
    return told(order);
}

function refund(body) {
    const order = state.orders[body.out_trade_no] ?? (() => { throw new Refusal(404, "RESOURCE_NOT_EXISTS"); })();
    const made = state.refunds[body.out_refund_no];
    if (made) return made;
    const before = Object.values(state.refunds).filter(entry => entry.out_trade_no === order.out_trade_no).reduce((sum, entry) => sum + entry.amount.refund, 0);
    if (!["SUCCESS", "REFUND"].includes(order.trade_state) || body.amount.total !== order.amount.total || body.amount.refund + before > order.amount.total) throw new Refusal(400, "INVALID_REQUEST");
    order.trade_state = "REFUND";
    const refund = {
        refund_id: `503${now()}${randomBytes(5).readUIntBE(0, 5)}`, out_refund_no: body.out_refund_no, transaction_id: order.transaction_id, out_trade_no: order.out_trade_no,
        status: "PROCESSING", create_time: time(), amount: { refund: body.amount.refund, total: order.amount.total, currency: "CNY", payer_refund: body.amount.refund, payer_total: order.amount.total },
    };
    state.refunds[body.out_refund_no] = refund;
    const answered = structuredClone(refund);
    Object.assign(refund, { status: "SUCCESS", success_time: time() });
    const { status, create_time, ...rest } = refund;
    notify(body.notify_url ?? order.asked.notify_url, "REFUND.SUCCESS", { mchid: merchant.mchid, refund_status: "SUCCESS", user_received_account: "pretended", ...rest });
    return answered;
}

function certificates() {
    const offered = platforms.slice(Math.max(0, current - 1), current + 1);
    return {
        data: offered.map(({ pem, serial, certificate }) => ({
            serial_no: serial, effective_time: new Date(certificate.validFrom).toISOString(), expire_time: new Date(certificate.validTo).toISOString(), encrypt_certificate: encrypt(pem, "certificate"),
        })),
    };
}

function api(method, path, query, body) {
    const trade = path.match(/^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/close)?$/);
    if (method === "POST" && path === "/v3/pay/transactions/native") return newOrder(body);
    if (method === "GET" && path === "/v3/certificates") return certificates();
    if (trade && (trade[2] ? body.mchid : query.get("mchid")) !== merchant.mchid) throw new Refusal(400, "PARAM_ERROR");
    if (trade && !state.orders[trade[1]]) throw new Refusal(404, "ORDER_NOT_EXIST");
    if (trade && method === "GET") return told(state.orders[trade[1]]);
    if (trade?.[2] && method === "POST") {
        if (state.orders[trade[1]].trade_state === "SUCCESS") throw new Refusal(400, "ORDERPAID");
        state.orders[trade[1]].trade_state = "CLOSED";
        return null;
    }
    if (method === "POST" && path === "/v3/refund/domestic/refunds") return refund(body);
    const asked = path.match(/^\/v3\/refund\/domestic\/refunds\/([^/]+)$/);
    if (asked && method === "GET") return state.refunds[asked[1]] ?? (() => { throw new Refusal(404, "RESOURCE_NOT_EXISTS"); })();
    throw new Refusal(404, "RESOURCE_NOT_EXISTS");
}

async function send(notification, how) {
    const text = JSON.stringify(notification.body);
    const answer = await fetch(notification.url, { method: "POST", body: text, headers: { "Content-Type": "application/json", ...sign(text, how === "old" ? now() - 600 : now(), how) } });
    if (answer.status === 200 || answer.status === 204) notification.delivered = true;
    return answer.status;
}

async function deliver(how) {
    const waiting = state.notifications.filter(entry => !entry.delivered && !entry.lost);
    if (how === "lost") { for (const entry of waiting) entry.lost = true; return []; }
    const order = how === "reversed" ? waiting.reverse() : how === "twice" ? waiting.flatMap(entry => [entry, entry]) : waiting;
    const statuses = [];
    for (const entry of order) statuses.push(await send(entry, how));
    return statuses;
}

const controls = {
    clock: ({ seconds }) => { clock = seconds; },
    pay: ({ out_trade_no }) => pay(state.orders[out_trade_no]),
    refund: ({ out_trade_no, amount }) => refund({ out_trade_no, out_refund_no: randomBytes(8).toString("hex"), amount: { refund: amount ?? state.orders[out_trade_no].amount.total, total: state.orders[out_trade_no].amount.total } }),
    rotate: () => { current++; },
    fail: what => { failing = what; },
    impostor: ({ on }) => { impostor = on; },
    deliver: ({ how }) => deliver(how ?? "once"),
    state: () => state,
};

async function answer(request, text) {
    const url = new URL(request.url, "http://127.0.0.1");
    if (url.pathname.startsWith("/_control/")) return { status: 200, body: JSON.stringify(await controls[url.pathname.slice(10)](text ? JSON.parse(text) : {}) ?? {}) };
    state.requests.push(`${request.method} ${url.pathname}`);
    if (failing.count > 0) { failing.count--; return { status: failing.status, body: JSON.stringify({ code: "SYSTEM_ERROR", message: "asked to fail" }) }; }
    authorize(request, request.url, text);
    const content = api(request.method, url.pathname, url.searchParams, text ? JSON.parse(text) : {});
    return content === null ? { status: 204, body: "" } : { status: 200, body: JSON.stringify(content) };
}

const server = createServer((request, response) => {
    const parts = [];
    request.on("data", part => parts.push(part));
    request.on("end", async () => {
        let reply;
        try {
            reply = await answer(request, Buffer.concat(parts).toString("utf8"));
        } catch (error) {
            reply = { status: error.status ?? 500, body: JSON.stringify({ code: error.code ?? "SYSTEM_ERROR", message: error.message }) };
        }
        response.writeHead(reply.status, { "Content-Type": "application/json", "Request-ID": randomUUID(), ...sign(reply.body, now()) });
        response.end(reply.body);
    });
});
server.listen(0, "127.0.0.1", () => console.log(`ready http://127.0.0.1:${server.address().port}`));
stdin.resume();
stdin.on("end", () => process.exit(0));
