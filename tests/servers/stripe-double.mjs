// node tests/servers/stripe-double.mjs SECRET_KEY WEBHOOK_SECRET: what Satchel uses of Stripe's API, on 127.0.0.1, for tests and for trying
// things out. Prints "ready http://127.0.0.1:PORT" and ends with its standard input. Nothing of it is Stripe's: it follows their published
// reference (version 2026-10-28.endive). Money is pretended.
//
// A person pays at the session's own page (GET and POST /pay/ID). What Stripe's dashboard, banks and networks do is said by POST /_control/…:
//   webhook {url}              where events are delivered
//   clock {seconds}            its clock stands there; without it, the machine's
//   pay {session}              the person pays
//   renew {subscription}       a period of a subscription is over and the next is paid
//   refund {payment_intent, amount?}, dispute {payment_intent}
//   fail {count, status}       the next requests are answered with that
//   deliver {how}              events that wait go out: "once", "twice", "reversed", "lost", "forged", "old"
// GET /_control/state answers everything there is. Events wait until deliver asks for them, so a test decides when they come.
import { createServer } from "node:http";
import { createHmac, randomBytes } from "node:crypto";
import { stdin } from "node:process";

const [secretKey, webhookSecret] = process.argv.slice(2);
const state = { sessions: {}, payment_intents: {}, charges: {}, subscriptions: {}, invoices: {}, refunds: {}, disputes: {}, coupons: {}, events: [], requests: [] };
const replies = new Map();
let webhook, clock, failing = { count: 0, status: 500 };

const now = () => clock ?? Math.floor(Date.now() / 1000);
const id = prefix => `${prefix}_${randomBytes(12).toString("hex")}`;
const emit = (type, object) => state.events.push({
    id: id("evt"), object: "event", type, created: now(), livemode: false, api_version: "2026-10-28.endive",
    data: { object: structuredClone(object) }, delivered: false,
});

// a[b][0][c]=d → { a: { b: { 0: { c: d } } } }
function parseForm(text) {
    const root = {};
    for (const [name, value] of new URLSearchParams(text)) {
        const path = name.replaceAll("]", "").split("[");
        let at = root;
        for (const step of path.slice(0, -1)) at = at[step] ??= {};
        at[path.at(-1)] = value;
    }
    return root;
}

class Refusal extends Error {
    constructor(status, type, code, message) { super(message); Object.assign(this, { status, type, code }); }
}
const missing = what => new Refusal(404, "invalid_request_error", "resource_missing", `No such ${what}`);
const invalid = message => new Refusal(400, "invalid_request_error", "parameter_invalid", message);
const one = (kind, name) => state[kind][name] ?? (() => { throw missing(name); })();

function newSession(form, base) {
    const line = form.line_items?.[0] ?? {};
    const price = line.price_data ?? {};
    if (!["payment", "subscription"].includes(form.mode)) throw invalid("mode");
    if (!/^\d+$/.test(price.unit_amount ?? "") || !price.currency || !price.product_data?.name || line.quantity !== "1") throw invalid("line_items");
    if (form.mode === "subscription" && !price.recurring?.interval) throw invalid("recurring");
    if (!form.success_url?.startsWith("http") || !form.cancel_url?.startsWith("http")) throw invalid("success_url");
    const off = form.discounts ? Number(one("coupons", form.discounts[0].coupon).amount_off) : 0;
    const session = {
        id: id("cs_test"), object: "checkout.session", created: now(), expires_at: now() + 86400, livemode: false, mode: form.mode, status: "open", payment_status: "unpaid",
        amount_total: Number(price.unit_amount) - off, currency: price.currency, client_reference_id: form.client_reference_id ?? null, metadata: form.metadata ?? {},
        payment_intent: null, subscription: null, invoice: null, success_url: form.success_url, cancel_url: form.cancel_url, locale: form.locale ?? null,
    };
    session.url = `${base}/pay/${session.id}`;
    state.sessions[session.id] = session;
    Object.defineProperty(session, "asked", { value: form, enumerable: false });
    return session;
}

function newPayment(amount, currency, metadata) {
    const charge = { id: id("ch"), object: "charge", amount, amount_refunded: 0, refunded: false, currency, created: now(), livemode: false, paid: true, metadata };
    const intent = { id: id("pi"), object: "payment_intent", amount, amount_received: amount, currency, created: now(), livemode: false, status: "succeeded", metadata, latest_charge: charge.id };
    charge.payment_intent = intent.id;
    state.charges[charge.id] = charge;
    state.payment_intents[intent.id] = intent;
    return intent;
}

function newInvoice(subscription, amount, reason) {
    const intent = newPayment(amount, subscription.currency, {});
    const invoice = {
        id: id("in"), object: "invoice", amount_due: amount, amount_paid: amount, currency: subscription.currency, created: now(), livemode: false, status: "paid", billing_reason: reason,
        parent: { type: "subscription_details", subscription_details: { subscription: subscription.id, metadata: subscription.metadata } },
        status_transitions: { finalized_at: now(), paid_at: now() },
    };
    state.invoices[invoice.id] = invoice;
    Object.defineProperty(invoice, "intent", { value: intent.id, enumerable: false });
    subscription.latest_invoice = invoice.id;
    emit("invoice.paid", invoice);
    return invoice;
}

function pay(session) {
    if (session.status !== "open") throw invalid(`the session is ${session.status}`);
    const asked = session.asked;
    Object.assign(session, { status: "complete", payment_status: "paid" });
    if (session.mode === "payment") {
        session.payment_intent = newPayment(session.amount_total, session.currency, asked.payment_intent_data?.metadata ?? {}).id;
    } else {
        const price = asked.line_items[0].price_data;
        const subscription = {
            id: id("sub"), object: "subscription", status: "active", currency: session.currency, created: now(), livemode: false,
            metadata: asked.subscription_data?.metadata ?? {}, amount: Number(price.unit_amount), cancel_at_period_end: false,
        };
        state.subscriptions[subscription.id] = subscription;
        session.subscription = subscription.id;
        session.invoice = newInvoice(subscription, session.amount_total, "subscription_create").id;
    }
    emit("checkout.session.completed", session);
    return session;
}

function refund(form) {
    const intent = one("payment_intents", form.payment_intent);
    const charge = state.charges[intent.latest_charge];
    const amount = Number(form.amount ?? charge.amount - charge.amount_refunded);
    if (amount <= 0 || charge.amount_refunded + amount > charge.amount) throw new Refusal(400, "invalid_request_error", "charge_already_refunded", "already refunded");
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    const made = {
        id: id("re"), object: "refund", amount, currency: intent.currency, charge: charge.id, payment_intent: intent.id, created: now(), livemode: false,
        status: "succeeded", metadata: form.metadata ?? {},
    };
    state.refunds[made.id] = made;
    emit("refund.created", made);
    emit("charge.refunded", charge);
    return made;
}

const asked = (query, name) => query.getAll("expand[]").some(path => path === name || path.startsWith(`${name}.`));
const withPayments = invoice => ({
    ...invoice,
    payments: { object: "list", data: [{ object: "invoice_payment", invoice: invoice.id, amount_paid: invoice.amount_paid, status: "paid", payment: { type: "payment_intent", payment_intent: invoice.intent } }] },
});

function expanded(session, query) {
    const answer = { ...session };
    if (session.payment_intent && asked(query, "payment_intent")) {
        answer.payment_intent = { ...state.payment_intents[session.payment_intent] };
        if (query.getAll("expand[]").includes("payment_intent.latest_charge")) answer.payment_intent.latest_charge = state.charges[answer.payment_intent.latest_charge];
    }
    if (session.invoice && asked(query, "invoice")) answer.invoice = withPayments(state.invoices[session.invoice]);
    return answer;
}

function listEvents(query) {
    const since = Number(query.get("created[gte]") ?? 0), types = query.getAll("types[]");
    const found = state.events.filter(event => event.created >= since && event.created <= Number(query.get("created[lte]") ?? Infinity) && (types.length === 0 || types.includes(event.type))
        && (query.get("delivery_success") !== "false" || !event.delivered)).reverse();
    const from = query.has("starting_after") ? found.findIndex(event => event.id === query.get("starting_after")) + 1 : 0;
    const limit = Number(query.get("limit") ?? 10);
    return { object: "list", data: found.slice(from, from + limit).map(({ delivered, ...event }) => event), has_more: from + limit < found.length };
}

function api(method, path, query, form, base) {
    const [, , kind, name, action] = path.split("/");
    if (kind === "checkout") {
        const [, , , , session, what] = path.split("/");
        if (method === "POST" && !session) return newSession(form, base);
        if (method === "GET") return expanded(one("sessions", session), query);
        if (what === "expire") {
            if (one("sessions", session).status !== "open") throw invalid("Only Checkout Sessions with a status in [open] can be expired");
            return Object.assign(state.sessions[session], { status: "expired", url: null });
        }
    }
    if (kind === "coupons" && method === "POST") return state.coupons[name ?? (form.id ??= id("coupon"))] = { object: "coupon", ...form };
    if (kind === "refunds" && method === "POST") return refund(form);
    if (kind === "refunds") return { object: "list", has_more: false, data: Object.values(state.refunds).filter(entry => entry.payment_intent === query.get("payment_intent")).reverse() };
    if (kind === "payment_intents") return one("payment_intents", name);
    if (kind === "invoices") return asked(query, "payments") ? withPayments(one("invoices", name)) : one("invoices", name);
    if (kind === "invoice_payments") {
        const invoice = Object.values(state.invoices).find(entry => entry.intent === query.get("payment[payment_intent]"));
        return { object: "list", has_more: false, data: invoice ? withPayments(invoice).payments.data : [] };
    }
    if (kind === "subscriptions" && method === "DELETE") return Object.assign(one("subscriptions", name), { status: "canceled" });
    if (kind === "subscriptions") return one("subscriptions", name);
    if (kind === "events") return listEvents(query);
    throw missing(`${method} ${path} ${action ?? ""}`);
}

async function send(event, how) {
    const { delivered, ...body } = event;
    const text = JSON.stringify(body, null, 2);
    const at = how === "old" ? now() - 600 : now();
    const secret = how === "forged" ? "whsec_somebody_else" : webhookSecret;
    const signature = createHmac("sha256", secret).update(`${at}.${text}`).digest("hex");
    const answer = await fetch(webhook, { method: "POST", body: text, headers: { "Content-Type": "application/json", "Stripe-Signature": `t=${at},v1=${signature},v0=${"0".repeat(64)}` } });
    if (answer.ok) event.delivered = true;
    return answer.status;
}

async function deliver(how) {
    const waiting = state.events.filter(event => !event.delivered && !event.lost);
    if (how === "lost") { for (const event of waiting) event.lost = true; return []; }
    const order = how === "reversed" ? waiting.reverse() : how === "twice" ? waiting.flatMap(event => [event, event]) : waiting;
    const statuses = [];
    for (const event of order) statuses.push(await send(event, how));
    return statuses;
}

const controls = {
    webhook: ({ url }) => { webhook = url; },
    clock: ({ seconds }) => { clock = seconds; },
    pay: ({ session }) => pay(one("sessions", session)),
    renew: ({ subscription }) => newInvoice(one("subscriptions", subscription), state.subscriptions[subscription].amount, "subscription_cycle"),
    refund: form => refund(form),
    dispute: ({ payment_intent }) => {
        const intent = one("payment_intents", payment_intent);
        const dispute = { id: id("dp"), object: "dispute", amount: intent.amount, currency: intent.currency, charge: intent.latest_charge, payment_intent, created: now(), livemode: false, status: "needs_response", reason: "fraudulent", metadata: {} };
        state.disputes[dispute.id] = dispute;
        emit("charge.dispute.created", dispute);
        emit("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    },
    fail: what => { failing = what; },
    deliver: ({ how }) => deliver(how ?? "once"),
    state: () => state,
};

function payPage(method, session) {
    if (method === "POST") { pay(session); return { status: 303, headers: { Location: session.success_url }, body: "" }; }
    const amount = (session.amount_total / 100).toFixed(2);
    return {
        status: 200, headers: { "Content-Type": "text/html; charset=utf-8" },
        body: `<!doctype html><title>Pretended checkout</title><form method="post"><p>${amount} ${session.currency}</p><button>Pay</button></form><a href="${session.cancel_url}">Back</a>`,
    };
}

async function answer(request, text, base) {
    const url = new URL(request.url, base);
    if (url.pathname.startsWith("/_control/")) return { status: 200, body: JSON.stringify(await controls[url.pathname.slice(10)](text ? JSON.parse(text) : {}) ?? {}) };
    if (url.pathname.startsWith("/pay/")) return payPage(request.method, one("sessions", url.pathname.slice(5)));
    state.requests.push(`${request.method} ${url.pathname}`);
    if (failing.count > 0) { failing.count--; return { status: failing.status, body: JSON.stringify({ error: { type: "api_error", message: "asked to fail" } }) }; }
    if (request.headers.authorization !== `Bearer ${secretKey}`) throw new Refusal(401, "invalid_request_error", "api_key_invalid", "Invalid API Key provided");
    const key = request.headers["idempotency-key"];
    if (request.method === "POST" && key && replies.has(key)) {
        const before = replies.get(key);
        if (before.text !== text) throw new Refusal(400, "idempotency_error", undefined, "Keys for idempotent requests can only be used with the same parameters");
        return { ...before.reply, headers: { "Idempotent-Replayed": "true" } };
    }
    const reply = { status: 200, body: JSON.stringify(api(request.method, url.pathname, url.searchParams, parseForm(text), base)) };
    if (request.method === "POST" && key) replies.set(key, { text, reply });
    return reply;
}

const server = createServer((request, response) => {
    const parts = [];
    request.on("data", part => parts.push(part));
    request.on("end", async () => {
        const base = `http://127.0.0.1:${server.address().port}`;
        let reply;
        try {
            reply = await answer(request, Buffer.concat(parts).toString("utf8"), base);
        } catch (error) {
            reply = { status: error.status ?? 500, body: JSON.stringify({ error: { type: error.type ?? "api_error", code: error.code, message: error.message } }) };
        }
        response.writeHead(reply.status, { "Content-Type": "application/json", "Request-Id": id("req"), ...reply.headers });
        response.end(reply.body);
    });
});
server.listen(0, "127.0.0.1", () => console.log(`ready http://127.0.0.1:${server.address().port}`));
stdin.resume();
stdin.on("end", () => process.exit(0));
