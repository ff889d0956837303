"use strict";
/* Puts rendered pieces where they belong, and tells the server what people do. The server renders and decides. */

const TYPING = 5000; // ms that Telegram shows "typing" after the bot says so
const TOAST = 4000;
const RETRY = 1000;
const NEAR = 60; // px from the end that still count as "at the end"

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const token = one("meta[name=token]").content;
const chatOf = (id) => document.getElementById(`chat-${id}`);

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // rendered and escaped by the server
  return template.content.firstElementChild;
}

async function post(path, body, chat = one(".chat.chosen")) {
  chat.dataset.awaits = ""; // what comes next is the answer
  try {
    const headers = { "Content-Type": "application/json", "X-Demo-Token": token };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) toast(chat, await answer.text());
    return answer.ok;
  } catch {
    toast(chat, "Not sent: there is no connection.");
    return false;
  }
}

/* Messages */

/** Shows the newest message: its end, or its beginning where it is taller than the screen. */
function toEnd(log) {
  const last = log.lastElementChild;
  const tall = last && last.offsetHeight > log.clientHeight;
  log.scrollTop = tall ? last.offsetTop - log.offsetTop - 16 : log.scrollHeight;
}

function place(message) {
  const chat = chatOf(message.dataset.chat);
  const log = one(".log", chat);
  const old = document.getElementById(message.id);
  if (old && Number(old.dataset.version) >= Number(message.dataset.version)) return;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const follows = old ? atEnd : atEnd || "awaits" in chat.dataset || message.matches(".own");
  old ? replace(old, message) : insert(log, message);
  if (follows) toEnd(log); // who reads further up is left there
  if (message.matches(".bot")) {
    one(".typing", chat).hidden = true;
    delete chat.dataset.awaits;
  }
  if (!chat.matches(".chosen")) document.getElementById(`tab-${message.dataset.chat}`).dataset.unread = "";
}

function replace(old, message) {
  const focused = old.contains(document.activeElement);
  old.replaceWith(message);
  if (focused) one("button, a", one(".keyboard", message) ?? message)?.focus({ preventScroll: true });
}

function insert(log, message) {
  const later = all(".message", log).find((other) => Number(other.dataset.id) > Number(message.dataset.id));
  message.classList.add("fresh");
  log.insertBefore(message, later ?? null);
}

function toast(chat, text) {
  const shown = document.createElement("p");
  shown.textContent = text;
  one(".toasts", chat).append(shown);
  setTimeout(() => shown.remove(), TOAST);
}

/** A log that loses height, to the clock or to a phone's keyboard, still shows its end if it did before. */
const heights = new WeakMap();
const resized = new ResizeObserver((entries) => {
  for (const { target: log } of entries) {
    const below = log.scrollHeight - log.scrollTop - heights.get(log);
    if (below < NEAR) log.scrollTop = log.scrollHeight; // not at first: then nothing is known yet
    heights.set(log, log.clientHeight);
  }
});

/* People */

function welcome(chat) {
  const id = chat.dataset.chat;
  const tab = one("[role=tab]").cloneNode();
  Object.assign(tab, { id: `tab-${id}`, textContent: `Person ${id}` });
  tab.dataset.tab = id;
  tab.setAttribute("aria-controls", chat.id);
  one(".tabs").append(tab);
  one(".chats").append(chat);
  resized.observe(one(".log", chat));
  choosePerson(id);
}

function choosePerson(id) {
  for (const chat of all(".chat")) chat.classList.toggle("chosen", chat.dataset.chat === id);
  for (const tab of all("[role=tab]")) {
    const chosen = tab.dataset.tab === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen) delete tab.dataset.unread;
  }
  toEnd(one(".log", chatOf(id)));
}

/* The clock */

const clock = one(".clock");
let setAt = performance.now();
const timeZone = clock.dataset.zone;
const dayWords = new Intl.DateTimeFormat("en-US", { timeZone, dateStyle: "full" });
const timeWords = new Intl.DateTimeFormat("en-US", { timeZone, timeStyle: "short" });

function showTime() {
  const now = new Date(Date.parse(clock.dataset.at) + performance.now() - setAt);
  one(".day", clock).textContent = dayWords.format(now).replace(/ (?=\d)/g, "\u00a0");
  one(".time", clock).textContent = timeWords.format(now);
}

function setClock({ at, date }) {
  clock.dataset.at = at;
  setAt = performance.now();
  if (document.activeElement !== one("#turn-to")) one("#turn-to").value = date;
  showTime();
}

/** On a phone the clock makes room for what happens on the day it was moved to. */
const fold = () => one(".face").setAttribute("aria-expanded", "false");

/* What the server tells */

const told = {
  state({ page, chats, clock }) {
    if (page !== token) return location.reload(); // another demo answers here now; nothing shown is true any more
    chats.forEach(told.chat);
    setClock(clock);
  },
  chat({ id, full, html, messages, standing }) {
    one(".add").hidden = full;
    if (!chatOf(id)) return welcome(parsed(html));
    messages.map(parsed).forEach(place);
    const kept = new Set(standing.map(String));
    for (const message of all(".message", chatOf(id))) if (!kept.has(message.dataset.id)) message.remove();
  },
  message: ({ html }) => place(parsed(html)),
  deleted: ({ chat, message }) => document.getElementById(`message-${chat}-${message}`)?.remove(),
  typing({ chat }) {
    const shown = one(".typing", chatOf(chat));
    shown.hidden = false;
    clearTimeout(shown.ends);
    shown.ends = setTimeout(() => (shown.hidden = true), TYPING);
  },
  toast({ chat, text }) {
    for (const button of all("[data-busy]", chatOf(chat))) delete button.dataset.busy;
    if (text) toast(chatOf(chat), text);
  },
  clock: setClock,
};

/** Up to which version each chat is shown, so that the server tells only the rest. */
function seen() {
  const newest = (chat) => Math.max(0, ...all(".message", chat).map((message) => Number(message.dataset.version)));
  return all(".chat").map((chat) => `${chat.dataset.chat}.${newest(chat)}`).join("-");
}

function connect() {
  const events = new EventSource(`/events?seen=${seen()}`);
  for (const [name, tell] of Object.entries(told)) events.addEventListener(name, (event) => tell(JSON.parse(event.data)));
  events.onopen = () => (one(".lost").hidden = true);
  events.onerror = () => {
    events.close();
    one(".lost").hidden = false;
    setTimeout(connect, RETRY);
  };
}

/* Commands and text */

const COMMAND = /^\/\w*$/; // one that is being typed

async function openMenu(chat, { focus = false } = {}) {
  const menu = one(".menu", chat);
  if (menu.hidden) menu.innerHTML = await fetch("/commands").then((answer) => answer.text(), () => "");
  const begun = one("textarea", chat).value.trim();
  if (!focus && !COMMAND.test(begun)) return; // it was sent while the list was on its way
  for (const item of all("button", menu)) item.hidden = begun !== "" && !item.dataset.say.startsWith(begun);
  menu.hidden = begun !== "" && !one("button:not([hidden])", menu);
  one(".commands", chat).setAttribute("aria-expanded", String(!menu.hidden));
  if (focus) one("button:not([hidden])", menu)?.focus();
}

function closeMenu(chat, { focus = false } = {}) {
  one(".menu", chat).hidden = true;
  one(".commands", chat).setAttribute("aria-expanded", "false");
  if (focus) one("textarea", chat).focus();
}

async function say(chat, text) {
  closeMenu(chat);
  return text.trim() === "" || post(`/people/${chat.dataset.chat}/say`, { text }, chat);
}

async function tap(button, chat) {
  button.dataset.busy = "";
  const message = Number(button.closest(".message").dataset.id);
  const body = { message, data: button.dataset.tap };
  if (!(await post(`/people/${chat.dataset.chat}/tap`, body, chat))) delete button.dataset.busy;
}

const copy = (text, chat) =>
  navigator.clipboard.writeText(text).then(() => toast(chat, "Copied"), () => toast(chat, `Copy this: ${text}`));

function enlarge(picture) {
  const { src, alt } = one("img", picture);
  Object.assign(one(".viewer img"), { src, alt });
  one(".viewer").showModal();
}

/* What people do */

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const chat = event.target.closest(".chat");
  if (event.target.closest(".viewer")) return one(".viewer").close();
  if (chat && !event.target.closest(".menu, .composer")) closeMenu(chat);
  if (!button) return;
  if (button.dataset.tap) tap(button, chat);
  else if (button.dataset.say) say(chat, button.dataset.say).then(() => one("textarea", chat).focus());
  else if (button.dataset.copy) copy(button.dataset.copy, chat);
  else if (button.dataset.move) post("/clock", { to: button.dataset.move });
  else if (button.dataset.tab) choosePerson(button.dataset.tab);
  else if (button.matches(".add")) post("/people", {});
  else if (button.matches(".picture")) enlarge(button);
  else if (button.matches(".face")) button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  else if (button.matches(".commands")) one(".menu", chat).hidden ? openMenu(chat, { focus: true }) : closeMenu(chat);
});

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (event.target.matches(".turn")) return (await post("/clock", { to: one("#turn-to").value })) && fold();
  const box = one("textarea", event.target);
  const text = box.value;
  box.value = "";
  if (!(await say(event.target.closest(".chat"), text))) box.value = text;
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  const chat = event.target.closest(".chat");
  COMMAND.test(event.target.value) ? openMenu(chat) : closeMenu(chat);
});

document.addEventListener("keydown", (event) => {
  const chat = event.target.closest(".chat");
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.target.matches("textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape" && chat && !one(".menu", chat).hidden) {
    closeMenu(chat, { focus: true });
  } else if (step && chat && !one(".menu", chat).hidden && event.key.match(/Up|Down/)) {
    event.preventDefault();
    next(all(".menu button:not([hidden])", chat), step).focus();
  } else if (step && event.target.matches("[role=tab]")) {
    next(all("[role=tab]"), step).click();
    one("[role=tab][aria-selected=true]").focus();
  }
});

/** The neighbour of the focused one, round and round; the first (or last) where none is focused. */
function next(list, step) {
  const at = list.indexOf(document.activeElement);
  return list.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % list.length);
}

for (const log of all(".log")) resized.observe(log);
choosePerson("1");
connect();
setInterval(showTime, 1000);
