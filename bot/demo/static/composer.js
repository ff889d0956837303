/* Below the chat: a text, files, what a message is about (a reply, an edit), and the commands. */

import { all, one, post, toast } from "./server.js";
import { hideActs } from "./log.js";

const PHOTOS = ["image/png", "image/jpeg"];
const COMMAND = /^\/\w*$/; // one that is being typed

const begun = new WeakMap(); // per chat: { about: { kind, message }, files }
const draftOf = (chat) => begun.get(chat) ?? begun.set(chat, { about: null, files: [] }).get(chat);

/* What it is about */

export function speakAbout(chat, kind, message) {
  const words = one(".text", message)?.innerText ?? one(".file b", message)?.innerText ?? "Picture";
  draftOf(chat).about = { kind, message: Number(message.dataset.id) };
  one(".about b", chat).textContent = kind === "edit" ? "Edit" : "Reply to";
  one(".about span", chat).textContent = words;
  one(".about", chat).hidden = false;
  hideActs(chat);
  if (kind === "edit") one("textarea", chat).value = words;
  one("textarea", chat).focus();
}

export function dropAbout(chat) {
  const { about } = draftOf(chat);
  draftOf(chat).about = null;
  one(".about", chat).hidden = true;
  if (about?.kind === "edit") one("textarea", chat).value = "";
}

/** By a key, as in chat apps: their own newest to edit; or the newest to reply to, and from there the one before. */
export function speakAboutNewest(chat, kind) {
  const messages = all(kind === "edit" ? ".message.own:has(.text)" : ".message", chat);
  const { about } = draftOf(chat);
  const at = about?.kind === "reply" ? messages.findIndex((one) => Number(one.dataset.id) === about.message) : 0;
  const message = messages.at(kind === "reply" ? at - 1 : -1);
  if (message) speakAbout(chat, kind, message);
}

/* Files */

export function attach(chat, files) {
  const largest = Number(one(".chosen-files", chat).dataset.largest);
  const small = [...files].filter((file) => file.size <= largest);
  if (small.length < files.length) toast(chat, `Files can have up to ${largest / 2 ** 20} MB.`);
  draftOf(chat).files.push(...small);
  showFiles(chat);
  one("textarea", chat).focus();
}

export function dropFiles(chat) {
  draftOf(chat).files = [];
  one(".as-file", chat).checked = false;
  showFiles(chat);
}

function showFiles(chat) {
  const { files } = draftOf(chat);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  one(".files", chat).hidden = files.length === 0;
  one(".files b", chat).textContent = files.length === 1 ? files[0].name : `${files.length} files`;
  one(".files span", chat).textContent = bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
  one(".files label", chat).hidden = !files.some((file) => PHOTOS.includes(file.type));
  one("textarea", chat).placeholder = files.length ? "Caption" : "Message";
}

const kindOf = (file) => (PHOTOS.includes(file.type) ? "photo" : file.type === "video/mp4" ? "video" : "document");

/** One message each; the first has the caption. */
async function sendFiles(chat, caption, replyTo) {
  const asFile = one(".as-file", chat).checked;
  const { files } = draftOf(chat);
  for (let first = true; files.length; first = false) {
    const [file] = files;
    const query = new URLSearchParams({ name: file.name, kind: asFile ? "document" : kindOf(file) });
    if (first && caption.trim()) query.set("caption", caption);
    if (replyTo) query.set("reply_to", replyTo);
    if (!(await post(`/people/${chat.dataset.chat}/file?${query}`, file, chat))) return !first;
    files.shift();
  }
  dropFiles(chat);
  return true;
}

/* Sending */

export async function say(chat, text, replyTo = null) {
  closeMenu(chat);
  return text.trim() === "" || post(`/people/${chat.dataset.chat}/say`, { text, reply_to: replyTo }, chat);
}

export async function send(chat) {
  const box = one("textarea", chat);
  const text = box.value;
  const { about, files } = draftOf(chat);
  const replyTo = about?.kind === "reply" ? about.message : null;
  box.value = "";
  let sent;
  if (about?.kind === "edit") sent = await post(`/people/${chat.dataset.chat}/edit`, { message: about.message, text }, chat);
  else if (files.length) sent = await sendFiles(chat, text, replyTo);
  else sent = await say(chat, text, replyTo);
  if (!sent) box.value = text;
  else if (draftOf(chat).about === about) dropAbout(chat);
}

/* Commands */

export const isCommand = (text) => COMMAND.test(text);

export async function openMenu(chat, { focus = false } = {}) {
  const menu = one(".menu", chat);
  if (menu.hidden) menu.innerHTML = await fetch(`/people/${chat.dataset.chat}/commands`).then((answer) => answer.text(), () => "");
  const typed = one("textarea", chat).value.trim();
  if (!focus && !isCommand(typed)) return; // it was sent while the list was on its way
  for (const item of all("button", menu)) item.hidden = typed !== "" && !item.dataset.say.startsWith(typed);
  menu.hidden = typed !== "" && !one("button:not([hidden])", menu);
  one(".commands", chat).setAttribute("aria-expanded", String(!menu.hidden));
  if (focus) one("button:not([hidden])", menu)?.focus();
}

export function closeMenu(chat, { focus = false } = {}) {
  one(".menu", chat).hidden = true;
  one(".commands", chat).setAttribute("aria-expanded", "false");
  if (focus) one("textarea", chat).focus();
}
