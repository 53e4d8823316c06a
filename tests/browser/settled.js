// In every page of the tests, before the app: `waits` holds from each question to the server
// until its answer is shown. What moves or fades is at its end at once.
(() => {
  // Tags of what is sent and received, as Streamlit's BackMsg and ForwardMsg number it.
  const RERUN = (11 << 3) | 2, HASH = (1 << 3) | 2, METADATA = (2 << 3) | 2;
  const NEW_SESSION = (4 << 3) | 2, FINISHED = 6 << 3, TO_RUN_AGAIN = 2;
  const MS_TO_DRAW = 50;
  let asked = 0;
  window.waits = true;

  const asks = () => { asked += 1; window.waits = true; };
  const hears = (bytes) => {
    let at = 0;
    for (const header of [HASH, METADATA]) if (bytes[at] === header) at += 2 + bytes[at + 1];
    if (bytes[at] === NEW_SESSION) asks();
    if (bytes[at] === FINISHED && bytes[at + 1] !== TO_RUN_AGAIN) {
      const last = asked;
      setTimeout(() => { if (asked === last) window.waits = false; }, MS_TO_DRAW);
    }
  };
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', ({ data }) => hears(new Uint8Array(data)));
    }
    send(data) { if (data[0] === RERUN) asks(); super.send(data); }
  };

  addEventListener('DOMContentLoaded', () => {
    const still = 'transition: none !important; animation-duration: 0s !important; '
      + 'animation-delay: 0s !important; scroll-behavior: auto !important';
    const style = document.createElement('style');
    style.textContent = `*, *::before, *::after { ${still} }`;
    document.head.append(style);
  });
})();
