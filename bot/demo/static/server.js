/* Finding things in the page, and asking the server. */

export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const chatOf = (id) => document.getElementById(`chat-${id}`);
export const token = one("meta[name=token]").content;

const TOAST = 4000; // ms

/** Asks for something to be done, with a JSON body or a file; a refusal is shown in the chat. */
export async function post(path, body, chat = one(".chat.chosen")) {
  chat.dataset.awaits = ""; // what comes next is the answer
  const isFile = body instanceof Blob;
  const headers = { "Content-Type": isFile ? "application/octet-stream" : "application/json", "X-Demo-Token": token };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: isFile ? body : JSON.stringify(body) });
    if (!answer.ok) toast(chat, await answer.text());
    return answer.ok;
  } catch {
    toast(chat, "Not sent: there is no connection.");
    return false;
  }
}

/** The short answer to a tap; an alert stays until it is closed. */
export function toast(chat, text, { alert = false } = {}) {
  const shown = document.createElement("p");
  shown.textContent = text;
  one(".toasts", chat).append(shown);
  if (!alert) return setTimeout(() => shown.remove(), TOAST);
  const close = document.createElement("button");
  Object.assign(close, { type: "button", textContent: "OK", onclick: () => shown.remove() });
  shown.append(close);
}
