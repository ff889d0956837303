/* The messages of a chat: where they go, what is seen of them, what can be done with one. */

import { all, chatOf, one } from "./server.js";

const NEAR = 60; // px from the end that still count as "at the end"

export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // rendered and escaped by the server
  return template.content.firstElementChild;
}

/** Shows the newest message: its end, or its beginning where it is taller than the screen. */
export function toEnd(log) {
  const last = log.lastElementChild;
  const tall = last && last.offsetHeight > log.clientHeight;
  log.scrollTop = tall ? last.offsetTop - log.offsetTop - 16 : log.scrollHeight;
}

export function place(message) {
  const chat = chatOf(message.dataset.chat);
  const log = one(".log", chat);
  const old = document.getElementById(message.id);
  if (old && Number(old.dataset.version) >= Number(message.dataset.version)) return;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const follows = old ? atEnd : atEnd || "awaits" in chat.dataset || message.matches(".own");
  old ? replace(old, message) : insert(log, message);
  if (follows) toEnd(log); // who reads further up is left there
  hideActs(chat);
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

/** Takes a message out; the line that names the day goes on to the next one of that day. */
export function remove(message) {
  if (!message) return;
  const [day, next] = [one(":scope > .day", message), message.nextElementSibling];
  if (day && next && !one(":scope > .day", next)) next.prepend(day);
  hideActs(message.closest(".chat"));
  message.remove();
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

export function watch(log) {
  resized.observe(log);
  log.addEventListener("scroll", () => moveActs(log.closest(".chat")), { passive: true });
}

/* Reply and edit: offered at the bubble under the pointer, or the one that has the focus. */

export function offerActs(bubble) {
  const [chat, message] = [bubble.closest(".chat"), bubble.closest(".message")];
  const acts = one(".acts", chat);
  if (acts.dataset.message === message.dataset.id && !acts.hidden) return;
  acts.dataset.message = message.dataset.id;
  one("[data-about=edit]", acts).hidden = !message.matches(".own") || !one(".text", message);
  acts.hidden = false;
  moveActs(chat);
}

/** To where the bubble is now. */
function moveActs(chat) {
  const [acts, log] = [one(".acts", chat), one(".log", chat)];
  if (acts.hidden) return;
  const bubble = one(`[data-id="${acts.dataset.message}"] .bubble`, log);
  const [frame, around, it] = [chat, log, bubble].map((element) => element.getBoundingClientRect());
  if (it.bottom < around.top || it.top > around.bottom) return hideActs(chat);
  const top = Math.min(it.bottom, around.bottom) - frame.top - acts.offsetHeight * 0.7; // over the time, not the words
  acts.style.top = `${top}px`;
  acts.style.right = `${Math.max(frame.right - it.right - 6, 4)}px`;
}

export function hideActs(chat) {
  one(".acts", chat).hidden = true;
}

export function goTo(id) {
  const message = document.getElementById(id);
  message?.scrollIntoView({ block: "center" });
  message?.classList.add("found");
  setTimeout(() => message?.classList.remove("found"), 1500);
}
