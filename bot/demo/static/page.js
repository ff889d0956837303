/* Puts rendered pieces where they belong, and tells the server what people do. The server renders and decides. */

import { all, chatOf, one, post, toast, token } from "./server.js";
import { goTo, hideActs, offerActs, parsed, place, remove, toEnd, watch } from "./log.js";
import * as composer from "./composer.js";

const TYPING = 5000; // ms that Telegram shows "typing" after the bot says so
const RETRY = 1000;

/* People */

function welcome(chat) {
  const id = chat.dataset.chat;
  const tab = one("[role=tab]").cloneNode();
  Object.assign(tab, { id: `tab-${id}`, textContent: chat.dataset.name });
  tab.dataset.tab = id;
  tab.setAttribute("aria-controls", chat.id);
  one(".tabs").append(tab);
  one(".chats").append(chat);
  watch(one(".log", chat));
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
  chat({ id, wanted, html, messages, standing }) {
    one(".more").hidden = wanted.length === 0;
    for (const button of all("[data-add]")) button.hidden = !wanted.includes(button.dataset.add);
    if (!chatOf(id)) return welcome(parsed(html));
    messages.map(parsed).forEach(place);
    const kept = new Set(standing.map(String));
    all(".message", chatOf(id)).filter((message) => !kept.has(message.dataset.id)).forEach(remove);
  },
  message: ({ html }) => place(parsed(html)),
  deleted: ({ chat, message }) => remove(document.getElementById(`message-${chat}-${message}`)),
  typing({ chat }) {
    const shown = one(".typing", chatOf(chat));
    shown.hidden = false;
    clearTimeout(shown.ends);
    shown.ends = setTimeout(() => (shown.hidden = true), TYPING);
  },
  toast({ chat, text, alert }) {
    for (const button of all("[data-busy]", chatOf(chat))) delete button.dataset.busy;
    if (text) toast(chatOf(chat), text, { alert });
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

/* Taps */

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
  if (chat && !event.target.closest(".menu, .composer")) composer.closeMenu(chat);
  if (!button) return;
  const { tap: tapped, say, copy: copied, move, tab, add, goto, about } = button.dataset;
  if (tapped) tap(button, chat);
  else if (say) composer.say(chat, say).then(() => one("textarea", chat).focus());
  else if (copied) copy(copied, chat);
  else if (move) post("/clock", { to: move });
  else if (tab) choosePerson(tab);
  else if (add) post("/people", { kind: add });
  else if (goto) goTo(goto);
  else if (about) composer.speakAbout(chat, about, document.getElementById(`message-${chat.dataset.chat}-${button.parentElement.dataset.message}`));
  else if (button.matches(".picture")) enlarge(button);
  else if (button.matches(".face")) button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  else if (button.matches(".commands")) one(".menu", chat).hidden ? composer.openMenu(chat, { focus: true }) : composer.closeMenu(chat);
  else if (button.matches(".attach")) one(".chosen-files", chat).click();
  else if (button.matches(".drop-files")) composer.dropFiles(chat);
  else if (button.matches(".drop-about")) composer.dropAbout(chat);
});

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (event.target.matches(".turn")) return (await post("/clock", { to: one("#turn-to").value })) && fold();
  composer.send(event.target.closest(".chat"));
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  const chat = event.target.closest(".chat");
  composer.isCommand(event.target.value) ? composer.openMenu(chat) : composer.closeMenu(chat);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches(".chosen-files")) return;
  composer.attach(event.target.closest(".chat"), event.target.files);
  event.target.value = ""; // the same file may be chosen again
});

/** Files are dropped or pasted on a chat; anywhere else they would take the page's place. */
for (const kind of ["dragover", "dragleave", "drop", "paste"]) {
  document.addEventListener(kind, (event) => {
    const chat = event.target.closest?.(".chat");
    const files = (event.dataTransfer ?? event.clipboardData)?.files ?? [];
    for (const other of all(".chat.dropping")) if (other !== chat || kind !== "dragover") other.classList.remove("dropping");
    if (kind === "dragover" && event.dataTransfer.types.includes("Files")) chat?.classList.add("dropping");
    if (kind === "dragover" || kind === "drop" || files.length) event.preventDefault();
    if (chat && files.length && kind !== "dragover") composer.attach(chat, files);
  });
}

/** A bubble that comes to lie under a resting pointer offers nothing: hence the move, not what is under it. */
for (const kind of ["pointermove", "pointerdown"]) {
  document.addEventListener(kind, (event) => {
    const bubble = event.target.closest?.(".bubble");
    if (bubble) return offerActs(bubble);
    if (!event.target.closest?.(".acts")) all(".chat").forEach(hideActs);
  });
}

document.addEventListener("keydown", (event) => {
  const chat = event.target.closest(".chat");
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.target.matches("textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape" && chat && !one(".menu", chat).hidden) {
    composer.closeMenu(chat, { focus: true });
  } else if (event.key === "Escape" && chat) {
    composer.dropAbout(chat);
  } else if (step && chat && !one(".menu", chat).hidden && event.key.match(/Up|Down/)) {
    event.preventDefault();
    next(all(".menu button:not([hidden])", chat), step).focus();
  } else if (event.target.matches("textarea") && event.key === "ArrowUp" && event.target.value === "") {
    event.preventDefault();
    composer.speakAboutNewest(chat, event.ctrlKey ? "reply" : "edit");
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

for (const log of all(".log")) watch(log);
choosePerson("1");
connect();
setInterval(showTime, 1000);
