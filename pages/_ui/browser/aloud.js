/* Read aloud what one person has before them, with a voice of the device's own.
 *
 * data: { lang: string, words: { listen, stop_listening } }
 *
 * Voices from the network would send the text out of the room, so only those that the
 * browser calls local are used; without one there is no button.
 */

const SPOKEN = "[data-spoken]";
const readers = new WeakMap();

export default function aloud({ data, parentElement }) {
  if (!readers.has(parentElement)) readers.set(parentElement, new Reader());
  const mine = readers.get(parentElement);
  mine.update(data);
  return () =>
    setTimeout(() => {
      // Streamlit also cleans up after calls that a newer one has overtaken.
      if (!parentElement.isConnected && readers.delete(parentElement)) mine.end();
    });
}

class Reader {
  constructor() {
    this.voices = window.speechSynthesis ?? null;
    this.dress = () => this.draw();
    this.leave = () => this.stop();
    this.voices?.addEventListener?.("voiceschanged", this.dress);
    window.addEventListener("pagehide", this.leave);
    // The cards are drawn beside this component, at any time before or after it.
    this.watch = new MutationObserver(this.dress);
    this.watch.observe(document.body, { childList: true, subtree: true });
  }

  update(data) {
    this.data = data;
    this.draw();
  }

  /* A voice of this device, in the language of the page. */
  voice() {
    if (!this.voices) return null;
    const local = this.voices.getVoices().filter((one) => one.localService === true);
    const lang = this.data.lang.toLowerCase();
    const fits = (one) => one.lang.toLowerCase().replace("_", "-").split("-")[0];
    return local.find((one) => fits(one) === lang.split("-")[0]) ?? null;
  }

  draw() {
    if (!this.data) return;
    if (this.card && !this.card.isConnected) this.stop();
    const voice = this.voice();
    for (const card of document.querySelectorAll(SPOKEN)) {
      const known = card.querySelector(":scope > .cd-listen");
      if (!voice) known?.remove();
      else if (!known) card.append(this.button(card));
    }
  }

  button(card) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cd-listen";
    button.textContent = this.data.words.listen;
    button.addEventListener("click", () => (this.card === card ? this.stop() : this.say(card)));
    return button;
  }

  say(card) {
    this.stop();
    const voice = this.voice();
    if (!voice) return;
    this.card = card;
    this.label(this.data.words.stop_listening);
    // One utterance a paragraph: long ones end early in some browsers.
    const parts = [...card.querySelectorAll("h2, p, li")].map((one) => one.textContent.trim());
    const spoken = parts.filter(Boolean).map((text) => utter(text, voice));
    if (spoken.length) spoken.at(-1).onend = () => this.card === card && this.stop();
    for (const one of spoken) this.voices.speak(one);
  }

  stop() {
    if (!this.card) return;
    this.label(this.data.words.listen);
    this.card = null;
    this.voices?.cancel();
  }

  label(text) {
    const button = this.card?.querySelector(":scope > .cd-listen");
    if (button && button.textContent !== text) button.textContent = text;
  }

  end() {
    this.stop();
    this.watch.disconnect();
    this.voices?.removeEventListener?.("voiceschanged", this.dress);
    window.removeEventListener("pagehide", this.leave);
    for (const button of document.querySelectorAll(".cd-listen")) button.remove();
  }
}

function utter(text, voice) {
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  return spoken;
}
